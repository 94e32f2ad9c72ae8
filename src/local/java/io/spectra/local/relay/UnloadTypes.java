package io.spectra.local.relay;

import io.spectra.warehouse.Column;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/**
 * The types of a query's columns, which COPY does not tell: asked of the database past the session,
 * without running the query.
 *
 * @param server where PostgreSQL listens
 * @param database the session's database
 */
record UnloadTypes(Database server, String database) {
  List<Column> of(String query) throws IOException {
    Properties login = new Properties();
    login.put("user", "postgres");
    login.put("password", server.password());
    try (var connection = new org.postgresql.Driver().connect(server.jdbc(database), login);
        var statement = connection.prepareStatement(query)) {
      return Column.of(statement.getMetaData());
    } catch (SQLException e) {
      throw new IOException("the types of the query cannot be read", e);
    }
  }
}
