package io.spectra.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spectra.auth.Caller;
import io.spectra.auth.Tenant;
import io.spectra.sql.GatedSql;
import io.spectra.sql.SqlGate;
import io.spectra.warehouse.TestWarehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.Set;

/** Runs queries of a test as the API does, but without HTTP. */
final class Queries implements AutoCloseable {
  static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

  /** Lets everything through, so that a test can run what the real gate would refuse. */
  private static final SqlGate OPEN_GATE =
      (sql, limit) -> new GatedSql(sql, at -> at, limit, OptionalInt.empty());

  private final TestWarehouse stack;
  private final QueryRun run;

  private Queries(TestWarehouse stack, SqlGate gate) {
    this.stack = stack;
    this.run = new QueryRun(stack.warehouse(), stack.config(), gate, new QuerySizes());
  }

  static Queries on(TestWarehouse stack) {
    return new Queries(stack, OPEN_GATE);
  }

  QueryRun run() {
    return run;
  }

  static Caller caller(Tenant tenant) {
    return new Caller(tenant.id() + "/test", tenant, Set.of());
  }

  static QueryRequest request(String sql, int limit, int seconds) {
    ObjectNode body = JSON.createObjectNode().put("sql", sql);
    body.putObject("parameters").put("limit", limit).put("timeout_seconds", seconds);
    return QueryRequest.read(body);
  }

  QueryAnswer start(String sql, int limit, int seconds) {
    QueryRequest request = request(sql, limit, seconds);
    GatedSql gated = OPEN_GATE.judge(sql, OptionalInt.of(limit));
    return run.start(caller(TestWarehouse.ACME), request, gated, "job-1", Interruption.none());
  }

  /** The whole answer. */
  JsonNode answer(String sql, int limit, int seconds) throws IOException {
    try (QueryAnswer answer = start(sql, limit, seconds)) {
      return JSON.readTree(text(answer));
    }
  }

  JsonNode answer(String sql) throws IOException {
    return answer(sql, 10_000, 60);
  }

  /** The only value of the only row, as the text of the JSON. */
  String cell(String expression) throws IOException {
    String first = cellOnce(expression);
    // What is known to be small takes another way to the warehouse.
    assertThat(cellOnce(expression)).isEqualTo(first);
    return first;
  }

  private String cellOnce(String expression) throws IOException {
    try (QueryAnswer answer = start("SELECT " + expression + " AS v", 10, 60)) {
      String text = new String(text(answer), java.nio.charset.StandardCharsets.UTF_8);
      return text.substring("{\"data\":[{\"v\":".length(), text.indexOf("}],\"metadata\""));
    }
  }

  static byte[] text(JsonStream answer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    answer.writeTo(out);
    return out.toByteArray();
  }

  @Override
  public void close() {
    stack.close();
  }
}
