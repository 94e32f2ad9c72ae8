package io.spectra.local.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.OnStack;
import io.spectra.TestStack;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Redshift driver does in the ordinary course of things. */
@OnStack
class DriverTest {
  private Scratch scratch;
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    scratch = new Scratch();
    connection = scratch.connection;
  }

  @AfterEach
  void close() throws SQLException {
    scratch.close();
  }

  @Test
  @DisplayName("The driver takes the stand-in for Redshift")
  void looksLikeRedshift() throws SQLException {
    assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("Redshift");
    assertThat(connection.getMetaData().getDatabaseProductVersion()).startsWith("8.0.2");
    assertThat(connection.isValid(2)).isTrue();
    assertThat(connection.getCatalog()).isEqualTo("spectra");
  }

  @Test
  @DisplayName(
      "Prepared statements take parameters, first by text and later prepared in the server")
  void prepares() throws SQLException {
    String sql = "select name from t where id = ? and amount > ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int id = 1; id < 20; id++) {
        statement.setInt(1, id);
        statement.setBigDecimal(2, BigDecimal.ZERO);
        assertThat(column(statement.executeQuery(), 1)).containsExactly("n,\"" + id);
      }
    }
  }

  @Test
  @DisplayName("A batch of inserts goes through in one piece")
  void batches() throws SQLException {
    String sql = "insert into t (id, name) values (?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int id = 2000; id < 2100; id++) {
        statement.setInt(1, id);
        statement.setString(2, "batch");
        statement.addBatch();
      }
      statement.executeBatch();
    }

    assertThat(scratch.query("select count(*) from t where name = 'batch'")).isEqualTo("100");
  }

  @Test
  @DisplayName("A cursor fetches rows in portions")
  void fetchesInPortions() throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(100);

      assertThat(column(statement.executeQuery("select id from t"), 1)).hasSize(Scratch.ROWS);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set query_group to 'q1'",
        "set application_name = 'zz'",
        "set enable_result_cache_for_session to off",
        "show search_path",
        "reset query_group"
      })
  @DisplayName("Redshift's settings can be set, shown and reset")
  void knowsSettings(String sql) throws SQLException {
    scratch.execute("set query_group to 'earlier'");
    scratch.execute(sql);
  }

  @Test
  @DisplayName("A read-only connection refuses to write")
  void enforcesReadOnly() throws SQLException {
    connection.setReadOnly(true);
    try {
      assertThat(Failures.stateOf(() -> scratch.execute("delete from t"))).isEqualTo("25006");
    } finally {
      connection.setReadOnly(false);
    }
    scratch.execute("delete from t");
  }

  @Test
  @DisplayName("A transaction sees one snapshot, as Redshift's do")
  void isolates() throws SQLException {
    connection.setAutoCommit(false);
    String before = scratch.query("select count(*) from t");
    try (Connection other = scratch.connect(TestStack.warehouseUrl());
        Statement statement = other.createStatement()) {
      statement.execute("delete from t where id <= 10");
    }

    assertThat(scratch.query("select count(*) from t")).isEqualTo(before);
  }

  @Test
  @DisplayName("pg_last_query_id() is a growing number, also in a read-only transaction")
  void numbersQueries() throws SQLException {
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    long first = Long.parseLong(scratch.query("select pg_last_query_id()"));
    long second = Long.parseLong(scratch.query("select pg_last_query_id()"));
    connection.rollback();
    connection.setReadOnly(false);

    assertThat(first).isPositive().isLessThan(second);
  }

  @Test
  @DisplayName("DatabaseMetaData lists catalogs, schemas, tables, columns and keys")
  void describesTheCatalogue() throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    String schema = scratch.schema();

    assertThat(column(metaData.getCatalogs(), 1)).contains("spectra");
    assertThat(column(metaData.getSchemas(), 1)).contains(schema, "public");
    assertThat(column(metaData.getTables(null, schema, "%", new String[] {"TABLE"}), 3))
        .containsExactly("t");
    assertThat(column(metaData.getColumns(null, schema, "t", "%"), 4))
        .containsExactly("id", "name", "amount", "at");
    assertThat(column(metaData.getPrimaryKeys(null, schema, "t"), 4)).containsExactly("id");
  }

  @Test
  @DisplayName("A tenant sees sale_id alone as the primary key of sales")
  void showsATenantItsKey() throws SQLException {
    try (Connection tenant = TestStack.warehouse("acme")) {
      assertThat(column(tenant.getMetaData().getPrimaryKeys("spectra", "public", "sales"), 4))
          .containsExactly("sale_id");
    }
  }

  @Test
  @DisplayName("Warnings of the server reach the statement")
  void passesWarnings() throws SQLException {
    assertThat(scratch.warningOf("do $$ begin raise warning 'hello %', 1; end $$"))
        .isEqualTo("hello 1");
  }

  private static List<String> column(ResultSet rows, int number) throws SQLException {
    List<String> values = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        values.add(rows.getString(number));
      }
    }
    return values;
  }
}
