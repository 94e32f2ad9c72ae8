package io.spectra.warehouse;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.spectra.TestStack;
import io.spectra.auth.Secret;
import io.spectra.auth.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The warehouse of the test stack as the service sees it, and as its superuser sees it. */
public final class TestWarehouse implements AutoCloseable {
  public static final Tenant ACME = tenant("acme");
  public static final Tenant GLOBEX = tenant("globex");

  private final WarehouseConfig config;
  private final WarehousePools pools;
  private final Warehouse warehouse;

  private TestWarehouse(WarehouseConfig config) {
    this.config = config;
    this.pools = new WarehousePools(config);
    this.warehouse = new Warehouse(pools, config);
  }

  /** With the defaults of {@link WarehouseConfig}. */
  public static TestWarehouse open() {
    return with(Map.of());
  }

  /** With some options set, named without their prefix. */
  public static TestWarehouse with(Map<String, String> options) {
    return new TestWarehouse(config(options));
  }

  static WarehouseConfig config(Map<String, String> options) {
    Map<String, String> properties = new HashMap<>();
    properties.put("spectra.warehouse.url", TestStack.warehouseUrl());
    options.forEach((name, value) -> properties.put("spectra.warehouse." + name, value));
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(properties, "test", 500))
        .withConverter(Duration.class, 200, new DurationConverter())
        .withMapping(WarehouseConfig.class)
        .build()
        .getConfigMapping(WarehouseConfig.class);
  }

  public WarehouseConfig config() {
    return config;
  }

  public Warehouse warehouse() {
    return warehouse;
  }

  /** A session of acme with a minute of time. */
  public WarehouseSession session() {
    return warehouse.read(ACME, Duration.ofMinutes(1));
  }

  /** A tenant of the demo data. */
  private static Tenant tenant(String id) {
    return new Tenant(
        id, new Tenant.DatabaseLogin(TestStack.user(id), new Secret("spectra-demo-" + id)));
  }

  /** One statement's first value, null for none. */
  public static String first(WarehouseSession session, String sql) {
    try (Rows rows = session.query(BoundSql.own(sql), 0)) {
      return rows.next() ? rows.text(1) : null;
    }
  }

  /** How many statements run now whose text contains the marker. */
  public static int running(String marker) throws SQLException {
    return count("state = 'active' AND query LIKE '%" + marker + "%'");
  }

  /** How many connections the tenants of the demo data have open. */
  public static int connections() throws SQLException {
    return count("usename LIKE 'spectra_%'");
  }

  /** How many connections stand in a transaction. */
  public static int openTransactions() throws SQLException {
    return count("usename LIKE 'spectra_%' AND state LIKE 'idle in transaction%'");
  }

  private static int count(String condition) throws SQLException {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND "
                    + condition)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Override
  public void close() {
    warehouse.close();
    pools.close();
  }
}
