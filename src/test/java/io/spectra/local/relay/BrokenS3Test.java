package io.spectra.local.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.local.relay.FaultyS3.Fault;
import java.io.IOException;
import java.sql.Connection;
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
import org.junit.jupiter.params.provider.CsvSource;

@OnStack
@Timeout(60)
class BrokenS3Test {
  private static final String THREE_PARTS =
      "UNLOAD ('select repeat(''x'', 100) from generate_series(1, 200000)') TO '%s'"
          + " IAM_ROLE default CSV PARALLEL OFF";
  private static final String LOAD = "COPY loaded FROM '%s' IAM_ROLE default CSV";

  private Scratch scratch;

  @BeforeEach
  void open() throws SQLException {
    scratch = new Scratch();
    scratch.execute("CREATE TABLE loaded (x varchar(200))");
    scratch.put("rows", ("x".repeat(100) + "\n").repeat(100_000));
  }

  @AfterEach
  void close() throws SQLException {
    scratch.close();
  }

  @ParameterizedTest
  @CsvSource({
    "SERVER_ERROR, list-type=2",
    "SERVER_ERROR, partNumber=2",
    "SERVER_ERROR, POST .*uploadId=",
    "RESET, partNumber=2",
    "RESET, POST .*uploadId="
  })
  @DisplayName("UNLOAD fails when S3 does, at whatever request, and the transaction with it")
  void unloadFails(Fault fault, String request) throws Exception {
    try (Line line = new Line(fault, request, 0)) {
      line.connection.setAutoCommit(false);

      SQLException failure =
          Failures.of(() -> line.execute(THREE_PARTS.formatted(scratch.url("u_"))));

      assertThat(failure.getSQLState()).isEqualTo("XX000");
      assertThat(failure.getMessage()).contains("S3ServiceException");
      assertThat(Failures.stateOf(() -> line.execute("select 1"))).isEqualTo("25P02");
      line.connection.rollback();
      line.execute("select 1");
    }
    assertThat(scratch.objects("u_")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "SERVER_ERROR, list-type=2, 0",
    "SERVER_ERROR, GET .*/rows , 0",
    "RESET, GET .*/rows , 0",
    "RESET, GET .*/rows , 1000000"
  })
  @DisplayName("COPY fails when S3 does, at whatever request, and loads nothing")
  void copyFails(Fault fault, String request, int answerBytes) throws Exception {
    try (Line line = new Line(fault, request, answerBytes)) {
      SQLException failure = Failures.of(() -> line.execute(LOAD.formatted(scratch.url("rows"))));

      assertThat(failure.getSQLState()).isEqualTo("XX000");
      assertThat(failure.getMessage()).contains("S3ServiceException");
      line.execute("select 1");
    }
    assertThat(scratch.query("select count(*) from loaded")).isEqualTo("0");
  }

  @Test
  @DisplayName("UNLOAD can be cancelled while S3 does not answer")
  void unloadIsCancelled() throws Exception {
    try (Line line = new Line(Fault.STALL, "partNumber=2", 0)) {
      assertThat(line.cancelled(THREE_PARTS.formatted(scratch.url("u_")))).isEqualTo("57014");
      line.execute("select 1");
    }
    assertThat(scratch.objects("u_")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0", "1000000"})
  @DisplayName("COPY can be cancelled while S3 does not answer")
  void copyIsCancelled(int answerBytes) throws Exception {
    try (Line line = new Line(Fault.STALL, "GET .*/rows ", answerBytes)) {
      assertThat(line.cancelled(LOAD.formatted(scratch.url("rows")))).isEqualTo("57014");
      line.execute("select 1");
    }
    assertThat(scratch.query("select count(*) from loaded")).isEqualTo("0");
  }

  /** A connection whose relay reaches S3 over a faulty line. */
  private final class Line implements AutoCloseable {
    private final FaultyS3 s3;
    private final Relay relay;
    private final Connection connection;

    Line(Fault fault, String request, int answerBytes) throws IOException, SQLException {
      s3 = new FaultyS3(fault, request, answerBytes);
      relay = Relay.start(0, TestStack.postgresPort(), s3.access());
      connection =
          scratch.connect("jdbc:redshift://127.0.0.1:%d/spectra?ssl=false".formatted(relay.port()));
    }

    void execute(String sql) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    /** Cancels a statement once S3 has stopped answering, and returns the state of its failure. */
    String cancelled(String sql) throws Exception {
      try (Statement statement = connection.createStatement()) {
        CompletableFuture<String> state =
            CompletableFuture.supplyAsync(() -> Failures.stateOf(() -> statement.execute(sql)));
        await().until(s3::isBroken);
        statement.cancel();
        return state.get(5, TimeUnit.SECONDS);
      }
    }

    @Override
    public void close() throws IOException, SQLException {
      try (s3;
          relay;
          connection) {
        if (!connection.getAutoCommit()) {
          connection.rollback();
        }
      }
    }
  }
}
