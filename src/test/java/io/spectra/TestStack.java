package io.spectra;

import io.spectra.local.S3Access;
import java.net.URI;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import software.amazon.awssdk.services.s3.S3Client;

/** Where a test finds the laptop stack that {@link StackSession} has started. */
public final class TestStack {
  static final String POSTGRES_URL = "spectra-local.postgres-url";

  private TestStack() {}

  public static String kafkaBootstrapServers() {
    return property("kafka.bootstrap.servers");
  }

  /** The address of the Redshift stand-in, without credentials. */
  public static String warehouseUrl() {
    return property("spectra.warehouse.url");
  }

  /** A connection of a demo tenant, with the Redshift driver, to the Redshift stand-in. */
  public static Connection warehouse(String tenant) throws SQLException {
    return connect(
        new com.amazon.redshift.Driver(), warehouseUrl(), user(tenant), password(tenant));
  }

  /** A connection of the superuser to the PostgreSQL behind it, past relay and row security. */
  public static Connection postgres() throws SQLException {
    return connect(new org.postgresql.Driver(), property(POSTGRES_URL), "postgres", "");
  }

  /** The port of that PostgreSQL. */
  public static int postgresPort() {
    return URI.create(property(POSTGRES_URL).substring("jdbc:".length())).getPort();
  }

  /** The database user of a demo tenant. */
  public static String user(String tenant) {
    return "spectra_" + tenant;
  }

  /** That user's password. */
  public static String password(String tenant) {
    return property("SPECTRA_LOCAL_" + tenant.toUpperCase(Locale.ROOT) + "_PASSWORD");
  }

  /** How to reach the S3 server, its bucket included. */
  public static S3Access s3Access() {
    return new S3Access(
        URI.create(property("spectra.s3.endpoint")),
        property("spectra.s3.region"),
        property("spectra.s3.access-key"),
        property("spectra.s3.secret-key"),
        property("spectra.s3.bucket"));
  }

  /** What an operator would set for a service on this stack, but for ports and state folder. */
  public static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    StackSession.PROPERTIES.forEach((name, property) -> environment.put(name, property(property)));
    for (String tenant : List.of("ACME", "GLOBEX")) {
      for (String secret : List.of("PASSWORD", "AWS_SECRET")) {
        String name = "SPECTRA_LOCAL_" + tenant + "_" + secret;
        environment.put(name, property(name));
      }
    }
    return environment;
  }

  /** A new client; the caller closes it. */
  public static S3Client s3() {
    return s3Access().client();
  }

  /** Not by the DriverManager: it does not know the drivers of Quarkus' class loaders. */
  private static Connection connect(Driver driver, String url, String user, String password)
      throws SQLException {
    Properties properties = new Properties();
    properties.put("user", user);
    properties.put("password", password);
    return driver.connect(url, properties);
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(
          name + " is not set: mark the test class with @OnStack, so that the stack is started");
    }
    return value;
  }
}
