package io.spectra.bulk;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.sql.GatedSql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/** Rows of a database by plain JDBC, so that the export is tested apart from the pools. */
record JdbcExportSource(DataSource database) implements ExportSource {
  @Override
  public ExportRows open(String tenant, GatedSql sql, Duration timeout) {
    try {
      Connection connection = database.getConnection();
      connection.setAutoCommit(false);
      Statement statement = connection.createStatement();
      statement.setFetchSize(5000);
      return new Rows(sql.text(), connection, statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Rows(String sql, Connection connection, Statement statement)
      implements ExportRows {
    @Override
    public ResultSet run() throws SQLException {
      return statement.executeQuery(sql);
    }

    @Override
    public String queryId() {
      return null;
    }

    @Override
    public void cancel() {
      try {
        statement.cancel();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Failure explain(SQLException error) {
      return Failure.of(ErrorCode.INVALID_SQL, error.getMessage()).causedBy(error);
    }

    @Override
    public void close() {
      try {
        connection.rollback();
        connection.close();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
