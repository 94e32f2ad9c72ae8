package io.spectra.warehouse;

import static io.spectra.warehouse.TestWarehouse.ACME;
import static io.spectra.warehouse.TestWarehouse.first;
import static io.spectra.warehouse.TestWarehouse.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.amazon.redshift.core.BaseConnection;
import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.failure.Failure;
import io.spectra.security.ServerKey;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A warehouse that is reached by TLS, as Amazon Redshift is. */
@OnStack
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsSessionTest {
  private static final String ROWS =
      "SELECT n AS number, repeat('ä\"', (n % 90)::int) AS text FROM generate_series(1, 7000) AS n";

  private Passage passage;
  private ServerKey key;
  private TestWarehouse stack;

  @BeforeAll
  void open(@TempDir Path folder) throws Exception {
    key = ServerKey.in(folder);
    URI relay = URI.create(TestStack.warehouseUrl().replace("jdbc:redshift", "tcp"));
    passage = new Passage(relay.getPort(), key.context());
    stack =
        TestWarehouse.with(
            Map.of(
                "url", url(),
                "driver.sslmode", "verify-ca",
                "driver.sslrootcert", key.certificate().toString()));
  }

  @AfterAll
  void close() throws Exception {
    stack.close();
    passage.close();
  }

  private String url() {
    String plain = TestStack.warehouseUrl();
    URI relay = URI.create(plain.replace("jdbc:redshift", "tcp"));
    return "jdbc:redshift://127.0.0.1:" + passage.port() + relay.getPath();
  }

  @Test
  @DisplayName("R-017 rows come as without TLS, all of them")
  void rows() {
    String sum = "SELECT sum(length(text)) FROM (" + ROWS + ") AS them";
    try (WarehouseSession session = stack.session()) {
      long expected = Long.parseLong(first(session, sum));
      long length = 0;
      long count = 0;
      try (Rows rows = session.query(BoundSql.own(ROWS), 10_000)) {
        while (rows.next()) {
          count++;
          assertThat(rows.text(1)).isEqualTo(Long.toString(count));
          length += rows.text(2).length();
        }
      }
      assertThat(count).isEqualTo(7_000);
      assertThat(length).isEqualTo(expected);
    }
  }

  @Test
  @DisplayName("R-017 behind TLS, too, no row is made by the driver")
  void belowTheDriver() throws Exception {
    Properties properties = new Properties();
    properties.putAll(DriverSettings.of(stack.config()));
    properties.setProperty("user", TestStack.user("acme"));
    properties.setProperty("password", "spectra-demo-acme");
    try (Connection connection = DriverManager.getConnection(url(), properties)) {
      connection.setAutoCommit(false);
      BaseConnection driver = connection.unwrap(BaseConnection.class);
      try (PortalFetch fetch = new PortalFetch(driver, BoundSql.own(ROWS), 0, 100)) {
        BatchRow row = fetch.batch().rows();
        assertThat(row.next()).isTrue();
        byte[] array = row.array(1);
        assertThat(row.next()).isTrue();
        assertThat(row.array(1)).isSameAs(array);
      }
    }
  }

  @Test
  @DisplayName("R-021 a statement that takes too long ends there as well")
  void timeout() throws Exception {
    try (WarehouseSession session = stack.warehouse().read(ACME, Duration.ofSeconds(1))) {
      assertThatThrownBy(() -> session.query(BoundSql.own("SELECT pg_sleep(41)"), 1))
          .isInstanceOf(Failure.class);
    }
    await().atMost(Duration.ofSeconds(2)).until(() -> running("pg_sleep(41)") == 0);
  }

  @Test
  @DisplayName("R-008 a server with another certificate gets no password")
  void stranger(@TempDir Path folder) throws Exception {
    ServerKey other = ServerKey.in(folder);
    var options =
        Map.of(
            "url", url(),
            "driver.sslmode", "verify-ca",
            "driver.sslrootcert", other.certificate().toString());
    try (TestWarehouse doubtful = TestWarehouse.with(options)) {
      assertThatThrownBy(doubtful::session).isInstanceOf(Failure.class);
    }
  }
}
