package io.spectra.warehouse;

import static io.spectra.warehouse.TestWarehouse.ACME;
import static io.spectra.warehouse.TestWarehouse.GLOBEX;
import static io.spectra.warehouse.TestWarehouse.connections;
import static io.spectra.warehouse.TestWarehouse.first;
import static io.spectra.warehouse.TestWarehouse.openTransactions;
import static io.spectra.warehouse.TestWarehouse.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.spectra.OnStack;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OnStack
class WarehouseSessionTest {
  private static final Duration SOON = Duration.ofSeconds(2);

  /** {@code -DargLine=-Dspectra.test.cancellations=500} for the long form. */
  private static final int CANCELLATIONS = Integer.getInteger("spectra.test.cancellations", 100);

  private TestWarehouse stack;

  @BeforeEach
  void open() {
    stack = TestWarehouse.open();
  }

  @AfterEach
  void close() {
    stack.close();
  }

  @Test
  @DisplayName("R-015 A session refuses to write, whatever the gate let through")
  void sessionIsReadOnly() {
    try (WarehouseSession session = stack.session()) {
      Failure failure = failureOf(session, "DELETE FROM sales RETURNING sale_id");

      assertThat(failure.code()).isEqualTo(ErrorCode.SQL_BLOCKED);
      assertThat(failure.details()).containsEntry("source", "warehouse");
    }
  }

  @Test
  @DisplayName("R-008 Each tenant sees its own rows alone")
  void tenantsAreIsolated() {
    String tenants = "SELECT string_agg(DISTINCT tenant_id, ' ') FROM sales";
    try (WarehouseSession acme = stack.warehouse().read(ACME, SOON);
        WarehouseSession globex = stack.warehouse().read(GLOBEX, SOON)) {
      assertThat(first(acme, tenants)).isEqualTo("acme");
      assertThat(first(globex, tenants)).isEqualTo("globex");
    }
  }

  @Test
  @DisplayName("R-086 The warehouse's own logs tell whose statement it was")
  void tagged() {
    try (WarehouseSession session = stack.session()) {
      assertThat(
              first(
                  session,
                  "SELECT application_name FROM pg_stat_activity WHERE pid = pg_backend_pid()"))
          .isEqualTo("spectra/acme");
      assertThat(first(session, "SHOW query_group")).isEqualTo("spectra/acme");
    }
  }

  @Test
  @DisplayName("R-021 A statement that takes too long ends in the warehouse within two seconds")
  void timeoutEndsTheStatement() throws Exception {
    try (WarehouseSession session = stack.warehouse().read(ACME, Duration.ofSeconds(1))) {
      Failure failure = failureOf(session, "SELECT pg_sleep(30) AS timed_out");

      assertThat(failure.code()).isEqualTo(ErrorCode.QUERY_TIMEOUT);
    }
    await().atMost(SOON).until(() -> running("timed_out") == 0);
  }

  @Test
  @DisplayName("R-021 The timeout covers reading the rows as well")
  void timeoutCoversRows() {
    try (WarehouseSession session = stack.warehouse().read(ACME, Duration.ofSeconds(1));
        Rows rows =
            session.query(
                BoundSql.own("SELECT g, pg_sleep(0.002) FROM generate_series(1, 100000) g"), 0)) {
      Failure failure = catchThrowableOfType(Failure.class, () -> readAll(rows));

      assertThat(failure.code()).isEqualTo(ErrorCode.QUERY_TIMEOUT);
    }
  }

  @Test
  @DisplayName("R-021 The warehouse itself knows the timeout, should the service die")
  void warehouseKnowsTheTimeout() {
    try (WarehouseSession session = stack.warehouse().read(ACME, Duration.ofSeconds(17))) {
      assertThat(first(session, "SHOW statement_timeout")).isEqualTo("17s");
    }
    try (WarehouseSession session = stack.warehouse().read(ACME, Duration.ofSeconds(18))) {
      assertThat(first(session, "SHOW statement_timeout")).isEqualTo("18s");
    }
  }

  @Test
  @DisplayName("R-043 A cancel from another thread ends the statement within two seconds")
  void cancelEndsTheStatement() throws Exception {
    try (WarehouseSession session = stack.session()) {
      var failure = run(session, "SELECT pg_sleep(30) AS cancel_me");
      await().until(() -> running("cancel_me") == 1);

      session.cancel();

      await().atMost(SOON).until(() -> running("cancel_me") == 0);
      assertThat(failure.get().code()).isEqualTo(ErrorCode.CONFLICT);
    }
  }

  @Test
  @DisplayName("R-043 A cancel between two fetches stops the rows")
  void cancelBetweenFetches() {
    try (WarehouseSession session = stack.session();
        Rows rows = session.query(BoundSql.own("SELECT * FROM sales"), 0)) {
      assertThat(rows.next()).isTrue();

      session.cancel();

      Failure failure = catchThrowableOfType(Failure.class, () -> readAll(rows));
      assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT);
    }
  }

  @Test
  @DisplayName("R-043 A cancel that comes before the statement is not lost")
  void cancelBeforeTheStatement() {
    try (WarehouseSession session = stack.session()) {
      session.cancel();

      assertThat(failureOf(session, "SELECT 1").code()).isEqualTo(ErrorCode.CONFLICT);
    }
  }

  @Test
  @DisplayName("R-021 Many cancellations leave no statement, transaction or connection behind")
  void cancellationsLeakNothing() throws Exception {
    try (TestWarehouse small =
        TestWarehouse.with(java.util.Map.of("connections-per-tenant", "2"))) {
      int before = connections();
      for (int i = 0; i < CANCELLATIONS; i++) {
        try (WarehouseSession session = small.session()) {
          var failure = run(session, "SELECT pg_sleep(30) AS leak_check");
          session.cancel();
          assertThat(failure.get().code()).isEqualTo(ErrorCode.CONFLICT);
        }
      }
      try (WarehouseSession one = small.session();
          WarehouseSession two = small.session()) {
        assertThat(first(one, "SELECT 1") + first(two, "SELECT 2")).isEqualTo("12");
      }
      await().atMost(SOON).until(() -> running("leak_check") == 0);
      await().atMost(SOON).until(() -> openTransactions() == 0);
      await().atMost(SOON).until(() -> connections() <= before + 2);
    }
  }

  @Test
  @DisplayName("R-010 A million rows pass through a memory that does not grow with them")
  void memoryStaysFlat() {
    long before = usedAfterCollection();
    try (WarehouseSession session = stack.session();
        Rows rows =
            session.query(
                BoundSql.own("SELECT g, repeat('x', 200) FROM generate_series(1, 1000000) g"), 0)) {
      long most = 0;
      long count = 0;
      for (; rows.next(); count++) {
        rows.bytes(2);
        if (count % 100_000 == 50_000) {
          most = Math.max(most, usedAfterCollection());
        }
      }
      assertThat(count).isEqualTo(1_000_000);
      // The rows themselves are more than 200 MB.
      assertThat(most - before).isLessThan(50_000_000);
    }
  }

  private static long usedAfterCollection() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void readAll(Rows rows) {
    while (rows.next()) {
      rows.bytes(1);
    }
  }

  private static CompletableFuture<Failure> run(WarehouseSession session, String sql) {
    return CompletableFuture.supplyAsync(() -> failureOf(session, sql));
  }

  private static Failure failureOf(WarehouseSession session, String sql) {
    return catchThrowableOfType(Failure.class, () -> first(session, sql));
  }
}
