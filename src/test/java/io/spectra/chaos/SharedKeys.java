package io.spectra.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.api.ApiClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Idempotency keys that are used on several instances. */
final class SharedKeys {
  private static final String REPLAY = "X-Idempotent-Replay";
  private static final String BULK =
      "{\"operation\": \"query\", \"object\": \"sales\", \"query\": \"SELECT 1 AS shared\"}";
  private static final List<String> QUERIES =
      List.of(
          "SELECT random() AS r",
          "SELECT random() AS r, * FROM sales ORDER BY sale_id LIMIT 9000",
          "SELECT random() AS r FROM generate_series(1, 3) AS g");

  private final String mark = "shared-" + UUID.randomUUID();
  private final Map<String, String> answers = new LinkedHashMap<>();
  private String submitted;

  /** R-030 R-031: what one instance answered the other one gives back, and knows its body. */
  void answered(ApiClient one, ApiClient two) {
    for (String sql : QUERIES) {
      var first = keyed(one, sql).query(sql);
      assertThat(first.status()).as(first.text()).isEqualTo(200);
      assertThat(first.header(REPLAY)).isNull();
      answers.put(sql, first.text());
    }
    submitted = keyed(one, BULK).post("/v1/bulk/jobs", BULK).text();
    givenBack(two);
    givenBack(one);
    var other = keyed(two, QUERIES.get(0)).query("SELECT 2 AS other");
    assertThat(other.status()).as(other.text()).isEqualTo(409);
    assertThat(other.header("Retry-After")).isNull();
  }

  /** on any instance, also after the one that answered is gone. */
  void givenBack(ApiClient any) {
    answers.forEach(
        (sql, first) -> {
          var again = settled(() -> keyed(any, sql).query(sql));
          assertThat(again.text()).isEqualTo(first);
          assertThat(again.header(REPLAY)).isEqualTo("true");
        });
    var again = settled(() -> keyed(any, BULK).post("/v1/bulk/jobs", BULK));
    assertThat(again.text()).isEqualTo(submitted);
    assertThat(again.header(REPLAY)).isEqualTo("true");
  }

  /**
   * what runs on one instance is a conflict for now on the other, and free when it fails.
   */
  void running(ApiClient one, ApiClient two) {
    String endless =
        "{\"sql\": \"SELECT count(*) FROM sales a, sales b, sales c, sales d\","
            + " \"parameters\": {\"timeout_seconds\": 3}}";
    ApiClient here = one.with("X-Idempotency-Key", mark + "-running");
    ApiClient there = two.with("X-Idempotency-Key", mark + "-running");
    var first = CompletableFuture.supplyAsync(() -> here.post("/v1/queries", endless));
    await()
        .atMost(Duration.ofSeconds(3))
        .untilAsserted(
            () -> {
              var second = there.post("/v1/queries", endless);
              assertThat(second.status()).as(second.text()).isEqualTo(409);
              assertThat(second.header("Retry-After")).isNotNull();
            });
    assertThat(first.join().status()).isIn(504, 409);
    await().untilAsserted(() -> assertThat(there.query("SELECT 1 AS n").status()).isEqualTo(200));
  }

  /** fifty at once, over both instances, run once. */
  void fiftyAtOnce(ApiClient one, ApiClient two) {
    String sql = "SELECT random() AS r, count(*) AS fifty FROM sales";
    List<ApiClient.Reply> all =
        IntStream.range(0, 50)
            .parallel()
            .mapToObj(i -> keyed(i % 2 == 0 ? one : two, sql).query(sql))
            .toList();
    assertThat(all).allMatch(reply -> reply.status() == 200 || reply.status() == 409);
    List<ApiClient.Reply> done = all.stream().filter(reply -> reply.status() == 200).toList();
    assertThat(done.stream().map(ApiClient.Reply::text).distinct()).hasSize(1);
    assertThat(done.stream().filter(reply -> reply.header(REPLAY) == null)).hasSize(1);
    answers.put(sql, done.get(0).text());
  }

  /** While partitions move the answer is 503, with when to ask again. */
  private static ApiClient.Reply settled(Callable<ApiClient.Reply> asked) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(asked, reply -> reply.status() != 503);
  }

  private ApiClient keyed(ApiClient client, String of) {
    return client.with("X-Idempotency-Key", mark + "-" + of.hashCode());
  }
}
