package io.spectra.local.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.OnStack;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnStack
@Timeout(30)
class CancelTest {
  private Scratch scratch;
  private Scratch observer;

  @BeforeEach
  void open() throws SQLException {
    scratch = new Scratch();
    observer = new Scratch();
  }

  @AfterEach
  void close() throws SQLException {
    observer.close();
    scratch.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select pg_sleep(60)",
        "UNLOAD ('select g, repeat(''x'',100) from generate_series(1,1000000000) g') TO '%s' IAM_ROLE default CSV"
      })
  @DisplayName("A running statement ends soon after its cancellation, with 57014")
  void cancels(String sql) throws Exception {
    String addressed = sql.formatted(scratch.url("c_"));
    try (Statement statement = scratch.connection.createStatement()) {
      CompletableFuture<String> state =
          CompletableFuture.supplyAsync(() -> Failures.stateOf(() -> statement.execute(addressed)));
      await().until(this::isRunning);
      statement.cancel();

      assertThat(state.get(5, TimeUnit.SECONDS)).isEqualTo("57014");
    }
    assertThat(scratch.objects("c_")).isEmpty();
    await().until(() -> scratch.unfinishedUploads() == 0);
    assertThat(scratch.query("select 1")).isEqualTo("1");
  }

  @Test
  @DisplayName("A query timeout of the driver ends a statement")
  void timesOut() throws SQLException {
    try (Statement statement = scratch.connection.createStatement()) {
      statement.setQueryTimeout(1);

      assertThat(Failures.stateOf(() -> statement.executeQuery("select pg_sleep(60)")))
          .isEqualTo("57014");
    }
  }

  private boolean isRunning() throws SQLException {
    String running =
        observer.query(
            "select count(*) from pg_stat_activity where pid <> pg_backend_pid()"
                + " and state = 'active' and (query like '%pg_sleep(60)%'"
                + " or query like 'COPY%generate_series%')");
    return !running.equals("0");
  }
}
