package io.spectra.warehouse;

import com.amazon.redshift.jdbc.Driver;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.spectra.auth.Tenant.DatabaseLogin;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/** The connections of one tenant's login. Safe for use by many threads. */
final class TenantPool implements AutoCloseable {
  private final AgroalDataSource connections;

  /** How long the warehouse may take to set up a connection that is handed out. */
  private final int patienceMillis;

  /** What is known of each connection, to save the round trips that would set it again. */
  private final Map<Connection, Known> known = Collections.synchronizedMap(new WeakHashMap<>());

  /** Under which the warehouse's own logs know the tenant's statements. */
  private final String queryGroup;

  /**
   * @param timeout its statement_timeout, in milliseconds
   * @param trip what is prepared on it
   */
  private record Known(long timeout, OneTrip trip) {}

  private int users;
  private boolean retired;
  private long usedNanos = System.nanoTime();

  /**
   * @param size connections at most
   */
  TenantPool(WarehouseConfig config, String tenant, DatabaseLogin login, int size) {
    queryGroup = config.applicationName() + "/" + tenant;
    patienceMillis = (int) config.acquisitionTimeout().toMillis();
    try {
      connections = AgroalDataSource.from(pool(config, queryGroup, login, size));
    } catch (SQLException e) {
      throw new IllegalStateException("a pool that opens no connection failed to open", e);
    }
  }

  /**
   * A connection with the given statement_timeout, between transactions.
   *
   * @param onReturn run once it is given back
   */
  PooledConnection take(Duration statementTimeout, Runnable onReturn) throws SQLException {
    Connection connection = connections.getConnection();
    try {
      Known now = limited(connection.unwrap(Connection.class), statementTimeout.toMillis());
      return new PooledConnection(connection, now.trip(), onReturn);
    } catch (SQLException e) {
      new PooledConnection(connection, null, () -> {}).discard();
      throw e;
    }
  }

  /** Closes the connections that nobody uses: they may be as broken as one that just failed. */
  void forgetIdle() {
    connections.flush(FlushMode.IDLE);
  }

  synchronized TenantPool enter() {
    users++;
    return this;
  }

  synchronized void leave() {
    users--;
    usedNanos = System.nanoTime();
    if (retired && users == 0) {
      close();
    }
  }

  /** Closes it as soon as nobody uses it. */
  synchronized void retire() {
    retired = true;
    if (users == 0) {
      close();
    }
  }

  synchronized boolean idleFor(Duration time) {
    return users == 0 && System.nanoTime() - usedNanos > time.toNanos();
  }

  @Override
  public void close() {
    connections.close();
  }

  private Known limited(Connection physical, long millis) throws SQLException {
    Known inForce = known.get(physical);
    if (inForce != null && inForce.timeout() == millis) {
      return inForce;
    }
    // No session watches over it yet: a warehouse gone silent must not hold whoever waits here.
    physical.setNetworkTimeout(Runnable::run, patienceMillis);
    physical.setAutoCommit(true);
    try (var statement = physical.createStatement()) {
      if (inForce == null) {
        statement.execute("SET query_group TO '" + queryGroup.replace("'", "") + "'");
      }
      statement.execute("SET statement_timeout TO " + millis);
    }
    physical.setAutoCommit(false);
    physical.setNetworkTimeout(Runnable::run, 0);
    Known now = new Known(millis, inForce == null ? new OneTrip() : inForce.trip());
    known.put(physical, now);
    return now;
  }

  private static AgroalDataSourceConfigurationSupplier pool(
      WarehouseConfig config, String name, DatabaseLogin login, int size) {
    return new AgroalDataSourceConfigurationSupplier()
        .connectionPoolConfiguration(
            pool ->
                pool.maxSize(size)
                    .acquisitionTimeout(config.acquisitionTimeout())
                    .idleValidationTimeout(config.idleValidation())
                    .reapTimeout(config.idleTimeout())
                    .exceptionSorter(WarehouseErrors::breaksConnection)
                    .connectionValidator(
                        ConnectionValidator.defaultValidatorWithTimeout(
                            seconds(config.checkTimeout())))
                    .connectionFactoryConfiguration(
                        factory -> login(factory, config, name, login)));
  }

  private static AgroalConnectionFactoryConfigurationSupplier login(
      AgroalConnectionFactoryConfigurationSupplier factory,
      WarehouseConfig config,
      String name,
      DatabaseLogin login) {
    DriverSettings.of(config).forEach(factory::jdbcProperty);
    return factory
        .jdbcProperty("ApplicationName", name)
        .connectionProviderClass(Driver.class)
        .jdbcUrl(config.url())
        .principal(new NamePrincipal(login.user()))
        .credential(new SimplePassword(login.password().value()))
        .autoCommit(false)
        .trackJdbcResources(false)
        .loginTimeout(config.connectTimeout())
        .initialSql("SET timezone TO 'UTC'");
  }

  private static int seconds(Duration time) {
    return Math.max(1, (int) time.toSeconds());
  }
}
