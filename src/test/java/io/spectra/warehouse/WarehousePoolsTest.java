package io.spectra.warehouse;

import static io.spectra.warehouse.TestWarehouse.ACME;
import static io.spectra.warehouse.TestWarehouse.GLOBEX;
import static io.spectra.warehouse.TestWarehouse.connections;
import static io.spectra.warehouse.TestWarehouse.first;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.auth.Secret;
import io.spectra.auth.Tenant;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OnStack
class WarehousePoolsTest {
  /** How long a refusal may take at most: the acquisition timeout and a busy machine's delay. */
  private static final Duration IN_TIME = Duration.ofMillis(3_500);

  @Test
  @DisplayName("R-022 A tenant that uses up its connections is refused in time, others are not")
  void tenantPoolExhausted() {
    try (TestWarehouse stack = small("connections-per-tenant", "1");
        WarehouseSession taken = stack.session()) {
      Failure failure = within(IN_TIME, () -> failureOf(stack));

      assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
      assertThat(failure.retryAfter()).isPresent();
      try (WarehouseSession other = stack.warehouse().read(GLOBEX, Duration.ofSeconds(9))) {
        assertThat(first(other, "SELECT 1")).isEqualTo(first(taken, "SELECT 1"));
      }
    }
  }

  @Test
  @DisplayName("R-022 All tenants together have no more connections at work than configured")
  void allConnectionsTaken() {
    try (TestWarehouse stack = small("connections", "1");
        WarehouseSession taken = stack.warehouse().read(GLOBEX, Duration.ofSeconds(30))) {
      Failure failure = within(IN_TIME, () -> failureOf(stack));

      assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
      assertThat(first(taken, "SELECT 1")).isEqualTo("1");
    }
    try (TestWarehouse stack = small("connections", "1")) {
      works(stack);
      works(stack);
    }
  }

  @Test
  @DisplayName(
      "R-022 A warehouse that is down is UNAVAILABLE in time, and used again once it is up")
  void downAndUp() throws Exception {
    try (Line line = new Line(port());
        TestWarehouse stack = through(line)) {
      works(stack);
      line.cut();

      assertThat(within(IN_TIME, () -> failureOf(stack)).code()).isEqualTo(ErrorCode.UNAVAILABLE);
      assertThat(within(IN_TIME, () -> failureOf(stack)).code()).isEqualTo(ErrorCode.UNAVAILABLE);

      line.mend();
      await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> works(stack));
    }
  }

  @Test
  @DisplayName("R-022 A warehouse that accepts connections and says nothing never hangs a request")
  void silentWarehouse() throws Exception {
    try (Line line = new Line(port());
        TestWarehouse stack = through(line)) {
      line.hold();

      Failure failure = within(IN_TIME, () -> failureOf(stack));

      assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }
  }

  @Test
  @DisplayName(
      "R-021 A warehouse that falls silent in a statement holds it up no longer than its time")
  void silenceInAStatement() throws Exception {
    try (Line line = new Line(port());
        TestWarehouse stack = through(line);
        WarehouseSession session = stack.warehouse().read(ACME, Duration.ofSeconds(1))) {
      line.hold();

      Failure failure =
          within(
              Duration.ofSeconds(8),
              () -> catchThrowableOfType(Failure.class, () -> first(session, "SELECT 1")));

      assertThat(failure.code()).isEqualTo(ErrorCode.QUERY_TIMEOUT);
    }
  }

  @Test
  @DisplayName("R-014 Rows that nobody wants are left alone, not cancelled by another connection")
  void unwantedRows() throws Exception {
    try (Line line = new Line(port());
        TestWarehouse stack = through(line);
        WarehouseSession session = stack.warehouse().read(ACME, Duration.ofSeconds(30))) {
      for (int i = 0; i < 3; i++) {
        try (Rows rows = session.query(BoundSql.own("SELECT generate_series(1, 9000)"), 5000)) {
          for (int row = 1; row <= 150; row++) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.text(1)).isEqualTo(Integer.toString(row));
          }
        }
        assertThat(session.queryId()).isPresent();
      }
      assertThat(line.accepted()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("R-022 A backend that the warehouse ends is UNAVAILABLE, and the next request works")
  void backendEnded() throws Exception {
    try (TestWarehouse stack = TestWarehouse.open()) {
      try (WarehouseSession session = stack.session()) {
        terminate(first(session, "SELECT pg_backend_pid()"));

        Failure failure = catchThrowableOfType(Failure.class, () -> first(session, "SELECT 1"));
        assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
      }
      works(stack);
    }
  }

  @Test
  @DisplayName("R-022 A login that the warehouse refuses is INTERNAL_ERROR and names no credential")
  void wrongPassword() {
    Tenant wrong =
        new Tenant("acme", new Tenant.DatabaseLogin("spectra_acme", new Secret("hunter2")));
    try (TestWarehouse stack = TestWarehouse.open()) {
      Failure failure =
          catchThrowableOfType(
              Failure.class, () -> stack.warehouse().read(wrong, Duration.ofSeconds(5)));

      assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
      assertThat(failure.getMessage()).doesNotContain("spectra_acme").doesNotContain("hunter2");
    }
  }

  @Test
  @DisplayName("Connections are opened on first use, used again, and closed when they are idle")
  void idleConnectionsClose() throws Exception {
    int before = connections();
    try (TestWarehouse stack = small("idle-timeout", "1s")) {
      assertThat(connections()).isEqualTo(before);
      works(stack);
      works(stack);
      assertThat(connections()).isEqualTo(before + 1);

      await().atMost(Duration.ofSeconds(8)).until(() -> connections() == before);
      works(stack);
    }
    await().atMost(Duration.ofSeconds(2)).until(() -> connections() == before);
  }

  private static TestWarehouse small(String option, String value) {
    return TestWarehouse.with(Map.of(option, value, "acquisition-timeout", "500ms"));
  }

  private static TestWarehouse through(Line line) {
    String url = TestWarehouse.config(Map.of()).url().replace(":" + port(), ":" + line.port());
    return TestWarehouse.with(
        Map.of("url", url, "acquisition-timeout", "1s", "connect-timeout", "1s"));
  }

  private static int port() {
    return URI.create(TestStack.warehouseUrl().substring("jdbc:".length())).getPort();
  }

  private static void works(TestWarehouse stack) {
    try (WarehouseSession session = stack.session()) {
      assertThat(first(session, "SELECT 1")).isEqualTo("1");
    }
  }

  private static Failure failureOf(TestWarehouse stack) {
    return catchThrowableOfType(Failure.class, () -> works(stack));
  }

  private static <T> T within(Duration limit, Callable<T> action) {
    try {
      long start = System.nanoTime();
      T result = action.call();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit);
      return result;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void terminate(String pid) throws SQLException {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement()) {
      statement.execute("SELECT pg_terminate_backend(" + pid + ")");
    }
  }
}
