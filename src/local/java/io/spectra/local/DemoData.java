package io.spectra.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** The demo database: tables under row-level security and a login per tenant. */
final class DemoData {
  static final String DATABASE = "spectra";

  /** Opens connections as the superuser; the caller closes them. */
  @FunctionalInterface
  interface Superuser {
    Connection connect(String database) throws SQLException;
  }

  private static final List<String> DATABASE_SETUP =
      List.of(
          "REVOKE ALL ON DATABASE spectra, postgres, template1 FROM PUBLIC",
          // A Redshift transaction sees one snapshot.
          "ALTER DATABASE spectra SET default_transaction_isolation = 'repeatable read'");

  private final Superuser server;
  private final int rows;

  /**
   * @param rows how many sales each tenant gets; a fifth as many orders, a hundredth as many
   *     customers
   */
  DemoData(Superuser server, int rows) {
    this.server = server;
    this.rows = rows;
  }

  /** Creates and fills what is missing; data that is there stays as it is. */
  void load() throws SQLException, IOException {
    try (Connection connection = server.connect("postgres")) {
      createDatabase(connection);
    }
    try (Connection connection = server.connect(DATABASE);
        Statement statement = connection.createStatement()) {
      if (!has(statement, "SELECT 1 FROM pg_tables WHERE tablename = 'orders'")) {
        loadTables(connection, statement);
      }
      // A folder of an earlier version may lack it.
      statement.execute(script("control-schema.sql", Map.of()));
      for (DemoTenant tenant : DemoTenant.ALL) {
        statement.execute(script("control-tenant.sql", placeholders(tenant)));
      }
    }
  }

  private void loadTables(Connection connection, Statement statement)
      throws SQLException, IOException {
    connection.setAutoCommit(false);
    statement.execute(script("demo-schema.sql", Map.of()));
    for (DemoTenant tenant : DemoTenant.ALL) {
      statement.execute(script("demo-tenant.sql", placeholders(tenant)));
    }
    connection.commit();
    connection.setAutoCommit(true);
    statement.execute("VACUUM ANALYZE sales, customers, orders");
  }

  private static void createDatabase(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!has(statement, "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
        statement.execute("CREATE DATABASE " + DATABASE);
      }
      for (String setup : DATABASE_SETUP) {
        statement.execute(setup);
      }
    }
  }

  private Map<String, String> placeholders(DemoTenant tenant) {
    return Map.of(
        "{tenant}", tenant.id(),
        "{user}", tenant.user(),
        "{password}", tenant.password(),
        "{database}", DATABASE,
        "{rows}", String.valueOf(rows));
  }

  private static String script(String name, Map<String, String> placeholders) throws IOException {
    try (var resource = DemoData.class.getResourceAsStream(name)) {
      String script = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      for (var placeholder : placeholders.entrySet()) {
        script = script.replace(placeholder.getKey(), placeholder.getValue());
      }
      return script;
    }
  }

  private static boolean has(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }
}
