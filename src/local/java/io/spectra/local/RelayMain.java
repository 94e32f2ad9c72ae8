package io.spectra.local;

import io.spectra.local.relay.Database;
import io.spectra.local.relay.Relay;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;

/**
 * Runs the Redshift relay by itself, in front of a PostgreSQL server that is there already, until
 * it is told to stop. It waits for that server and gives it the demo data. {@code
 * SPECTRA_STAND_IN_BIND} and {@code _PORT} say where clients connect, {@code _DATABASE_HOST},
 * {@code _DATABASE_PORT} and {@code _DATABASE_PASSWORD} where PostgreSQL is, {@code _S3_ENDPOINT}
 * where UNLOAD and COPY find S3, {@code _ROWS} how much demo data there is, and {@code
 * _TENANTS_FILE} where a tenant registry for it is written.
 */
public final class RelayMain {
  private static final int PORT = 5439;
  private static final int DATABASE_PORT = 5432;
  private static final int ROWS = 100_000;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private RelayMain() {}

  public static void main(String[] arguments) throws Exception {
    StandInSettings settings = StandInSettings.fromEnvironment();
    Database database =
        new Database(
            settings.text("DATABASE_HOST", "127.0.0.1"),
            settings.number("DATABASE_PORT", DATABASE_PORT),
            settings.text("DATABASE_PASSWORD", ""));
    await(database);
    new DemoData(name -> connect(database, name), settings.number("ROWS", ROWS)).load();
    new TenantsFile(Path.of(settings.text("TENANTS_FILE", "tenants.yaml"))).writeUnlessThere();
    Relay relay =
        Relay.start(
            InetAddress.getByName(settings.text("BIND", "127.0.0.1")),
            settings.number("PORT", PORT),
            database,
            S3Access.demo(URI.create(settings.text("S3_ENDPOINT", "http://127.0.0.1:9191"))));
    System.out.println("relay: listens at " + relay.port() + ", in front of " + database);
    new CountDownLatch(1).await();
  }

  private static void await(Database database) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        connect(database, "postgres").close();
        return;
      } catch (SQLException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(500);
      }
    }
  }

  private static Connection connect(Database database, String name) throws SQLException {
    Properties login = new Properties();
    login.put("user", "postgres");
    login.put("password", database.password());
    return new org.postgresql.Driver().connect(database.jdbc(name), login);
  }
}
