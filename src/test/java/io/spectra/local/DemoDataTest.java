package io.spectra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spectra.OnStack;
import io.spectra.TestStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnStack
class DemoDataTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT COUNT(*) FROM sales",
        "SELECT region, SUM(amount) as total FROM sales GROUP BY region",
        "SELECT COUNT(*) FROM orders WHERE date = CURRENT_DATE",
        "SELECT * FROM sales WHERE year = 2024"
      })
  @DisplayName("The statements of the API reference find rows in the demo data")
  void examplesFindRows(String sql) throws SQLException {
    assertThat(first("acme", sql)).isNotNull().isNotEqualTo("0");
  }

  @Test
  @DisplayName("Row-level security shows a tenant its own rows and no others")
  void tenantsSeeTheirOwnRows() throws SQLException {
    assertThat(first("acme", "SELECT min(tenant_id) || max(tenant_id) FROM sales"))
        .isEqualTo("acmeacme");
    assertThat(first("globex", "SELECT min(tenant_id) || max(tenant_id) FROM sales"))
        .isEqualTo("globexglobex");
  }

  @Test
  @DisplayName("Row-level security fills tenant_id, and a key of another tenant is free to use")
  void keysOfOthersAreFree() throws SQLException {
    execute("acme", "INSERT INTO sales (sale_id) VALUES (900001)");
    execute("globex", "INSERT INTO sales (sale_id) VALUES (900001)");

    assertThat(first("globex", "SELECT tenant_id FROM sales WHERE sale_id = 900001"))
        .isEqualTo("globex");
    execute("acme", "DELETE FROM sales WHERE sale_id = 900001");
    assertThat(first("globex", "SELECT count(*) FROM sales WHERE sale_id = 900001")).isEqualTo("1");
    execute("globex", "DELETE FROM sales WHERE sale_id = 900001");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO sales (sale_id, tenant_id) VALUES (900002, 'globex')",
        "UPDATE sales SET tenant_id = 'globex' WHERE sale_id = 1",
        "CREATE TABLE public.mine (id int)",
        "CREATE SCHEMA mine",
        "SELECT pg_read_file('postgresql.conf')",
        "COPY sales TO PROGRAM 'cat'",
        "COPY sales TO '/tmp/sales'",
        "SELECT lo_import('/etc/passwd')",
        "ALTER TABLE sales DISABLE ROW LEVEL SECURITY",
        "SET ROLE postgres",
        "SET SESSION AUTHORIZATION spectra_globex",
        "TRUNCATE sales",
        "SELECT rolpassword FROM pg_authid"
      })
  @DisplayName("A tenant's database user may not reach beyond its rows")
  void refusesWhatReachesBeyond(String sql) {
    assertThatThrownBy(() -> execute("acme", sql))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).startsWith("42"));
  }

  @Test
  @DisplayName("A tenant's database user may have temporary tables")
  void allowsTemporaryTables() throws SQLException {
    execute("acme", "CREATE TEMPORARY TABLE staging (LIKE sales)");
  }

  @Test
  @DisplayName("A wrong password is refused")
  void refusesAWrongPassword() {
    assertThatThrownBy(
            () ->
                DriverManager.getConnection(
                    TestStack.warehouseUrl(), TestStack.user("acme"), "wrong"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
  }

  @Test
  @DisplayName("Nobody but the superuser may log in to the server's other databases")
  void refusesOtherDatabases() {
    String url = TestStack.warehouseUrl().replace("/spectra?", "/postgres?");
    assertThatThrownBy(
            () ->
                DriverManager.getConnection(
                    url, TestStack.user("acme"), TestStack.password("acme")))
        .hasMessageContaining("permission denied for database");
  }

  private static String first(String tenant, String sql) throws SQLException {
    try (Connection connection = TestStack.warehouse(tenant);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  private static void execute(String tenant, String sql) throws SQLException {
    try (Connection connection = TestStack.warehouse(tenant);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
