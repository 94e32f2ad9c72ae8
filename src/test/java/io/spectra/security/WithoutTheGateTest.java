package io.spectra.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.OnStack;
import io.spectra.TestConfig;
import io.spectra.TestStack;
import io.spectra.auth.DemoTenants;
import io.spectra.auth.Tenant;
import io.spectra.failure.Failure;
import io.spectra.warehouse.BoundSql;
import io.spectra.warehouse.Rows;
import io.spectra.warehouse.Warehouse;
import io.spectra.warehouse.WarehouseConfig;
import io.spectra.warehouse.WarehousePools;
import io.spectra.warehouse.WarehouseSession;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Defence in depth: the gate is left out, and what strangers send goes straight to the warehouse as
 * the service would send it. The database user, the read-only transaction, its rollback and
 * row-level security hold alone.
 */
@OnStack
class WithoutTheGateTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static WarehousePools pools;
  private static Warehouse warehouse;
  private static Tenant acme;

  @BeforeAll
  static void connect() {
    WarehouseConfig config = TestConfig.of(WarehouseConfig.class, Map.of());
    pools = new WarehousePools(config);
    warehouse = new Warehouse(pools, config);
    acme = DemoTenants.registry().find("acme").orElseThrow();
  }

  @AfterAll
  static void disconnect() {
    warehouse.close();
    pools.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO sales (sale_id) VALUES (-1)",
        "UPDATE sales SET amount = 0",
        "DELETE FROM sales",
        "WITH gone AS (DELETE FROM sales RETURNING *) SELECT * FROM gone",
        "SELECT * FROM sales FOR UPDATE",
        "SELECT * INTO stolen FROM sales",
        "CREATE TABLE stolen AS SELECT * FROM sales",
        "CREATE TEMP TABLE stolen AS SELECT 1",
        "DROP TABLE sales",
        "TRUNCATE sales",
        "ALTER TABLE sales DISABLE ROW LEVEL SECURITY",
        "GRANT ALL ON sales TO PUBLIC",
        "SET TRANSACTION READ WRITE; DELETE FROM sales; COMMIT",
        "ROLLBACK; DELETE FROM sales",
        "COMMIT; DELETE FROM sales; COMMIT",
        "SELECT 1; DELETE FROM sales",
        "DO $$ BEGIN DELETE FROM sales; END $$",
        "SELECT set_config('transaction_read_only', 'off', false)",
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
        "SELECT lo_creat(-1)",
      })
  @DisplayName("R-015 without the gate, a tenant still cannot write")
  void cannotWrite(String sql) throws SQLException {
    String before = fingerprint();

    read(sql);
    read("DELETE FROM sales");

    assertThat(fingerprint()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*) FROM sales WHERE tenant_id <> 'acme'",
        "SELECT count(*) FROM customers WHERE tenant_id = 'globex'",
        "SELECT count(*) FROM (SELECT tenant_id FROM orders UNION ALL SELECT tenant_id FROM sales)"
            + " x WHERE tenant_id <> 'acme'",
      })
  @DisplayName("R-008 without the gate, a tenant still sees no row of another one")
  void seesNoOtherRows(String sql) {
    assertThat(read(sql)).containsExactly("0");
  }

  @Test
  @DisplayName("R-008 without the gate, a tenant still cannot become another one")
  void cannotBecomeAnother() {
    assertThat(read("SET SESSION AUTHORIZATION spectra_globex")).isNull();
    assertThat(read("SET ROLE spectra_globex")).isNull();
    assertThat(read("SELECT DISTINCT tenant_id FROM sales")).containsExactly("acme");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT pg_read_binary_file('postgresql.conf')",
        "SELECT pg_ls_dir('.')",
        "SELECT lo_import('/etc/passwd')",
        "SELECT rolpassword FROM pg_authid",
        "COPY sales TO '/tmp/stolen.csv'",
        "COPY sales FROM PROGRAM 'id'",
        "CREATE EXTENSION dblink",
        "LOAD 'plpgsql'",
        "SELECT pg_reload_conf()",
      })
  @DisplayName("R-015 without the gate, a tenant still reaches no file of the server")
  void reachesNoFile(String sql) {
    assertThat(read(sql)).isNull();
  }

  /** The first column of what comes back; null where the warehouse refuses. */
  private static List<String> read(String sql) {
    try (WarehouseSession session = warehouse.read(acme, TIMEOUT);
        Rows rows = session.query(new BoundSql(sql, position -> position, List.of()), 10)) {
      var values = new java.util.ArrayList<String>();
      while (rows.next()) {
        values.add(rows.text(1));
      }
      return values;
    } catch (Failure refused) {
      return null;
    }
  }

  /** Everything a tenant could change, seen by the superuser. */
  private static String fingerprint() throws SQLException {
    try (Connection postgres = TestStack.postgres();
        var statement = postgres.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT md5((SELECT string_agg(relname || relrowsecurity, ',' ORDER BY relname)"
                    + " FROM pg_class WHERE relkind = 'r')"
                    + " || (SELECT string_agg(s::text, ',' ORDER BY tenant_id, sale_id) FROM sales s)"
                    + " || (SELECT count(*) FROM pg_largeobject_metadata)"
                    + " || (SELECT relacl::text FROM pg_class WHERE relname = 'sales'))")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
