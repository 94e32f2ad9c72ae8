package io.spectra.query;

import static io.spectra.warehouse.TestWarehouse.openTransactions;
import static io.spectra.warehouse.TestWarehouse.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.spectra.OnStack;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.warehouse.TestWarehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OnStack
class QueryAnswerTest {
  private static final Duration SOON = Duration.ofSeconds(2);

  private Queries queries;

  @BeforeEach
  void open() {
    queries = Queries.on(TestWarehouse.with(Map.of("connections-per-tenant", "1")));
  }

  @AfterEach
  void close() {
    queries.close();
  }

  @Test
  @DisplayName("R-018 R-019 R-020 The metadata have every field of the reference")
  void metadata() throws IOException {
    JsonNode metadata =
        queries.answer("SELECT sale_id, region FROM sales ORDER BY 1 LIMIT 3").get("metadata");

    assertThat(metadata.get("columns").toString()).isEqualTo("[\"sale_id\",\"region\"]");
    assertThat(metadata.get("column_types").toString()).isEqualTo("[\"BIGINT\",\"VARCHAR\"]");
    assertThat(metadata.get("row_count").intValue()).isEqualTo(3);
    assertThat(metadata.get("total_rows").intValue()).isEqualTo(3);
    assertThat(metadata.get("truncated").booleanValue()).isFalse();
    assertThat(metadata.get("execution_time_ms").isIntegralNumber()).isTrue();
    assertThat(metadata.get("query_id").textValue()).matches("\\d+");
    assertThat(metadata.get("job_id").textValue()).isEqualTo("job-1");
    assertThat(metadata.size()).isEqualTo(8);
  }

  @Test
  @DisplayName("R-020 Where the warehouse is not asked for its id, query_id is the job's")
  void queryIdFallsBack() throws IOException {
    try (Queries silent = Queries.on(TestWarehouse.with(Map.of("query-id", "false")))) {
      assertThat(silent.answer("SELECT 1").at("/metadata/query_id").textValue()).isEqualTo("job-1");
    }
  }

  @Test
  @DisplayName("R-019 A result without rows has its columns, and nothing is cut")
  void zeroRows() throws IOException {
    JsonNode answer = queries.answer("SELECT sale_id FROM sales WHERE false");

    assertThat(answer.get("data").size()).isZero();
    assertThat(answer.at("/metadata/columns/0").textValue()).isEqualTo("sale_id");
    assertThat(answer.at("/metadata/total_rows").intValue()).isZero();
  }

  @Test
  @DisplayName("R-014 R-019 The row cap holds although the SQL has none, and all rows are counted")
  void cutAndCounted() throws IOException {
    JsonNode answer = queries.answer("SELECT sale_id, sale_id FROM sales ORDER BY 1", 10, 60);

    assertThat(answer.get("data").size()).isEqualTo(10);
    assertThat(answer.at("/metadata/row_count").intValue()).isEqualTo(10);
    assertThat(answer.at("/metadata/total_rows").longValue())
        .isEqualTo(queries.answer("SELECT count(*) AS n FROM sales").at("/data/0/n").longValue());
    assertThat(answer.at("/metadata/truncated").booleanValue()).isTrue();
  }

  @Test
  @DisplayName("R-019 A result of exactly as many rows as asked for is not cut")
  void exactlyTheLimit() throws IOException {
    JsonNode answer = queries.answer("SELECT * FROM generate_series(1, 10)", 10, 60);

    assertThat(answer.at("/metadata/truncated").booleanValue()).isFalse();
    assertThat(answer.at("/metadata/total_rows").intValue()).isEqualTo(10);
  }

  @Test
  @DisplayName("R-019 total_rows is null when counting takes longer than the time left")
  void countRunsOutOfTime() throws IOException {
    JsonNode answer =
        queries.answer("SELECT g, pg_sleep(0.005) FROM generate_series(1, 2000) g", 10, 2);

    assertThat(answer.at("/metadata/truncated").booleanValue()).isTrue();
    assertThat(answer.at("/metadata/total_rows").isNull()).isTrue();
  }

  @Test
  @DisplayName("R-016 What is wrong before the first row is thrown before the answer begins")
  void errorBeforeTheFirstRow() throws Exception {
    Failure failure =
        catchThrowableOfType(Failure.class, () -> queries.start("SELECT nope", 10, 60));

    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_SQL);
    assertThat(failure.details()).containsEntry("position", 8);
    await().atMost(SOON).until(() -> openTransactions() == 0);
  }

  @Test
  @DisplayName("R-010 An answer that fails half way never ends as valid JSON")
  void errorHalfWay() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (QueryAnswer answer =
        queries.start("SELECT 1 / (9000 - g) FROM generate_series(1, 9999) g", 10_000, 60)) {
      Failure failure = catchThrowableOfType(Failure.class, () -> answer.writeTo(out));

      assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_SQL);
    }
    assertThat(out.size()).isPositive();
    assertThatThrownBy(() -> Queries.JSON.readTree(out.toByteArray()))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  @DisplayName("R-021 A client that takes no more gives the connection back")
  void clientGone() throws Exception {
    try (QueryAnswer answer = queries.start("SELECT * FROM sales", 10_000, 60)) {
      assertThatThrownBy(() -> answer.writeTo(new Gone())).isInstanceOf(IOException.class);
    }
    assertThat(queries.cell("1")).isEqualTo("1");
    await().atMost(SOON).until(() -> openTransactions() == 0);
  }

  @Test
  @DisplayName("R-021 A client that is gone while rows are fetched ends the statement")
  void cancelWhileStreaming() throws Exception {
    try (QueryAnswer answer =
        queries.start(
            "SELECT g, pg_sleep(0.01) AS gone FROM generate_series(1, 9000) g", 9000, 60)) {
      var failure =
          CompletableFuture.supplyAsync(
              () ->
                  catchThrowableOfType(
                      Failure.class, () -> answer.writeTo(OutputStream.nullOutputStream())));
      await().until(() -> running("AS gone") == 1);

      answer.cancel();

      await().atMost(SOON).until(() -> running("AS gone") == 0);
      assertThat(failure.get().code()).isEqualTo(ErrorCode.CONFLICT);
    }
    assertThat(queries.cell("1")).isEqualTo("1");
  }

  @Test
  @DisplayName("R-010 The whole answer of 10,000 rows is never in memory")
  void streamsRows() throws Exception {
    long before = Watermark.used();
    String wide = "SELECT g, repeat('x', 10000) FROM generate_series(1, 10000) g";
    try (QueryAnswer answer = queries.start(wide, 10_000, 60)) {
      Watermark out = new Watermark();
      answer.writeTo(out);

      assertThat(out.bytes).isGreaterThan(100_000_000);
      assertThat(out.most - before).isLessThan(50_000_000);
    }
  }

  private static final class Gone extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      throw new IOException("gone");
    }
  }

  /** Looks at the live heap now and then. */
  private static final class Watermark extends OutputStream {
    private long bytes;
    private long most;

    static long used() {
      System.gc();
      return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Override
    public void write(int value) {
      bytes++;
    }

    @Override
    public void write(byte[] text, int offset, int length) {
      if (bytes / 10_000_000 != (bytes + length) / 10_000_000) {
        most = Math.max(most, used());
      }
      bytes += length;
    }
  }
}
