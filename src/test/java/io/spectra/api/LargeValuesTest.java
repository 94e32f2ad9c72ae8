package io.spectra.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is wide or large, by HTTP and through every layer; the answers are compared as bytes. */
@QuarkusTest
class LargeValuesTest {
  private static final int COLUMNS = 1600;

  @TestHTTPResource URI base;
  private ApiClient acme;

  @BeforeEach
  void connect() {
    acme = ApiClient.acme(base).whenReady();
  }

  @Test
  @DisplayName(
      "R-017 R-018 R-042 1,600 columns come in their order, and are kept as they were sent")
  void manyColumns() {
    var answer = acme.query("SELECT " + columns(i -> i + " AS c" + i));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text())
        .startsWith(
            "{\"data\":[{%s}],\"metadata\":{\"columns\":[%s],\"column_types\":[%s],"
                .formatted(
                    columns(i -> "\"c" + i + "\":" + i),
                    columns(i -> "\"c" + i + "\""),
                    columns(i -> "\"INTEGER\"")))
        .contains("\"row_count\":1,\"total_rows\":1,\"truncated\":false");
    assertThat(kept(answer)).isEqualTo(answer.text());
  }

  @Test
  @DisplayName("R-016 more columns than the warehouse has is its refusal, told as such")
  void tooManyColumns() {
    var answer = acme.query("SELECT " + columns(i -> i + " AS c" + i + ", " + i));

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("INVALID_SQL");
    assertThat(answer.detail("source").asText()).isEqualTo("warehouse");
  }

  @Test
  @DisplayName("R-017 R-042 a value of 4 MB comes whole, to the last byte, and is kept so")
  void largeValue() {
    var answer = acme.query("SELECT repeat('ü\"x', 1000000) AS v, 1 AS n");

    assertThat(answer.status()).isEqualTo(200);
    String expected = "{\"data\":[{\"v\":\"" + "ü\\\"x".repeat(1_000_000) + "\",\"n\":1}],";
    // Not by startsWith: a failure would print 5 MB.
    assertThat(answer.text().startsWith(expected)).isTrue();
    assertThat(kept(answer).equals(answer.text())).isTrue();
  }

  private String kept(ApiClient.Reply answer) {
    String job = answer.json().at("/metadata/job_id").asText();
    return acme.get("/v1/jobs/" + job + "/results").text();
  }

  private static String columns(IntFunction<String> each) {
    return IntStream.rangeClosed(1, COLUMNS).mapToObj(each).collect(Collectors.joining(","));
  }
}
