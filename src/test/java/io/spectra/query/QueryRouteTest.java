package io.spectra.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.spectra.OnStack;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.sql.Gate;
import io.spectra.sql.SqlOptions;
import io.spectra.warehouse.TestWarehouse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The route as it stands in routes/, with the real gate. */
@OnStack
class QueryRouteTest {
  private final TestWarehouse stack = TestWarehouse.open();
  private final CamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void start() throws Exception {
    Gate gate = new Gate(options());
    camel.getRegistry().bind("queryGate", new QueryGate(gate));
    camel
        .getRegistry()
        .bind("queryRun", new QueryRun(stack.warehouse(), stack.config(), gate, new QuerySizes()));
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(
            ResourceHelper.resolveResource(
                camel, "file:" + Path.of("routes/query.camel.yaml").toAbsolutePath()));
    camel.addRoutes(reading());
    camel.start();
  }

  private static RouteBuilder reading() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("direct:ask")
            .to("direct:query")
            .process(
                exchange ->
                    exchange
                        .getMessage()
                        .setBody(Queries.text(exchange.getMessage().getBody(JsonStream.class))));
      }
    };
  }

  @AfterEach
  void stop() {
    camel.stop();
    stack.close();
  }

  @Test
  @DisplayName("R-010 R-020 The first curl of the reference has its rows and a job id")
  void runs() throws IOException {
    JsonNode answer = ask(body("SELECT region, SUM(amount) as total FROM sales GROUP BY region"));

    assertThat(answer.get("data").size()).isEqualTo(3);
    assertThat(answer.at("/metadata/column_types").toString())
        .isEqualTo("[\"VARCHAR\",\"DECIMAL\"]");
    assertThat(answer.at("/metadata/job_id").textValue()).startsWith("job-");
  }

  @Test
  @DisplayName("R-014 R-019 A greater limit of the SQL is reduced, and rows counted up to it")
  void countsUpToTheSqlsOwnLimit() throws IOException {
    ObjectNode body = body("SELECT sale_id FROM sales LIMIT 50 -- as many as that");
    body.putObject("parameters").put("limit", 10);

    JsonNode metadata = ask(body).get("metadata");

    assertThat(metadata.get("row_count").intValue()).isEqualTo(10);
    assertThat(metadata.get("total_rows").intValue()).isEqualTo(50);
    assertThat(metadata.get("truncated").booleanValue()).isTrue();
  }

  @Test
  @DisplayName("R-019 Rows that the SQL's own limit leaves out are not cut by the service")
  void sqlsOwnLimitCutsNothing() throws IOException {
    ObjectNode body = body("SELECT sale_id FROM sales LIMIT 10");
    body.putObject("parameters").put("limit", 10);

    JsonNode metadata = ask(body).get("metadata");

    assertThat(metadata.get("total_rows").intValue()).isEqualTo(10);
    assertThat(metadata.get("truncated").booleanValue()).isFalse();
  }

  @Test
  @DisplayName("R-023 Named parameters are bound as values of their JSON types")
  void binds() throws IOException {
    ObjectNode body =
        body(
            "SELECT :text AS t, :whole + 1 AS w, :exact * 1 AS e, :flag AS f, :none::int AS n,"
                + " :text AS again");
    body.putObject("parameters")
        .putObject("bind")
        .put("text", "x'; DROP TABLE sales; --")
        .put("whole", 41)
        .put("exact", 0.125)
        .put("flag", true)
        .putNull("none");

    assertThat(ask(body).at("/data/0").toString())
        .isEqualTo(
            "{\"t\":\"x'; DROP TABLE sales; --\",\"w\":42,\"e\":0.125,\"f\":true,\"n\":null,"
                + "\"again\":\"x'; DROP TABLE sales; --\"}");
  }

  @Test
  @DisplayName("R-023 R-019 A cut result with parameters is counted with the same values")
  void bindsWhenCounting() throws IOException {
    ObjectNode body = body("SELECT g FROM generate_series(1, :most) AS s (g)");
    body.putObject("parameters").put("limit", 3).putObject("bind").put("most", 7);

    assertThat(ask(body).at("/metadata/total_rows").intValue()).isEqualTo(7);
  }

  @Test
  @DisplayName("R-023 A parameter without a value and a value without a parameter are refused")
  void bindsThatDoNotFit() {
    ObjectNode unused = body("SELECT 1");
    unused.putObject("parameters").putObject("bind").put("region", "EMEA");

    refused(body("SELECT :region"), ErrorCode.INVALID_REQUEST, "/parameters/bind/region");
    refused(unused, ErrorCode.INVALID_REQUEST, "/parameters/bind/region");
  }

  @Test
  @DisplayName("R-015 What the gate refuses never reaches the warehouse")
  void gateRefuses() {
    Exchange exchange = send(body("DROP TABLE sales"));

    assertThat(exchange.getException(Failure.class).code()).isEqualTo(ErrorCode.SQL_BLOCKED);
    assertThat(exchange.getProperty(QueryProperties.SQL)).isNull();
  }

  @Test
  @DisplayName("R-087 A dry run tells what would be executed, and runs nothing")
  void dryRun() throws IOException {
    ObjectNode body = body("SELECT nope FROM nowhere -- not run");
    body.putObject("parameters").put("dry_run", true).put("limit", 5);

    JsonNode answer = ask(body);

    assertThat(answer.get("dry_run").booleanValue()).isTrue();
    assertThat(answer.get("sql").textValue()).matches("SELECT nope FROM nowhere\\sLIMIT 6");
    assertThat(answer.get("limit").intValue()).isEqualTo(5);
  }

  @Test
  @DisplayName("R-021 An answer that nobody reads is released when its exchange ends")
  void released() throws Exception {
    Exchange exchange = send(body("SELECT * FROM sales"));

    JsonStream answer = exchange.getMessage().getBody(JsonStream.class);

    assertThatThrownBy(() -> Queries.text(answer)).isInstanceOf(RuntimeException.class);
    await().atMost(Duration.ofSeconds(2)).until(() -> TestWarehouse.openTransactions() == 0);
  }

  private void refused(ObjectNode body, ErrorCode code, String field) {
    Failure failure = send(body).getException(Failure.class);

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.details()).containsEntry("field", field);
  }

  /** Reads the answer inside the exchange, as the API does. */
  private JsonNode ask(ObjectNode body) throws IOException {
    Exchange exchange =
        camel.createProducerTemplate().send("direct:ask", each -> properties(each, body));
    return Queries.JSON.readTree(exchange.getMessage().getBody(byte[].class));
  }

  private Exchange send(ObjectNode body) {
    return camel
        .createProducerTemplate()
        .send("direct:query", exchange -> properties(exchange, body));
  }

  private static void properties(Exchange exchange, ObjectNode body) {
    CallerSeal.put(exchange, Queries.caller(TestWarehouse.ACME));
    exchange.setProperty(QueryProperties.REQUEST, QueryRequest.read(body));
  }

  private static ObjectNode body(String sql) {
    return Queries.JSON.createObjectNode().put("sql", sql);
  }

  private static SqlOptions options() {
    return new SmallRyeConfigBuilder()
        .withConverter(Duration.class, 200, new DurationConverter())
        .withMapping(SqlOptions.class)
        .build()
        .getConfigMapping(SqlOptions.class);
  }
}
