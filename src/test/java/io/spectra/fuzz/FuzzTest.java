package io.spectra.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.spectra.api.ApiClient;
import io.spectra.api.contract.Contract;
import io.spectra.api.contract.Operation;
import io.spectra.api.contract.ResponseConformance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Requests that are made of the contract, right and wrong ones, held to it. The long form: {@code
 * ./mvnw test -Dtest=FuzzTest -Dspectra.fuzz.requests=2500 -Dspectra.fuzz.seed=1}; the numbers are
 * requests for each operation, and what to repeat a failure with.
 */
@QuarkusTest
class FuzzTest {
  private static final int REQUESTS = Integer.getInteger("spectra.fuzz.requests", 100);
  private static final long SEED = Long.getLong("spectra.fuzz.seed", 20_261_125L);
  private static final int SHOWN = 20;

  /** Fewer than a tenant may run queries at the same time. */
  private static final int CLIENTS = 8;

  private static final int BATCH = 100;
  private static final Logger LOG = Logger.getLogger(FuzzTest.class);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TestHTTPResource URI base;
  @Inject Contract contract;
  @Inject MeterRegistry meters;

  /** Answers by operation and status. */
  private final Map<String, Map<Integer, Integer>> counts = new ConcurrentSkipListMap<>();

  @Test
  @DisplayName("R-070 R-073 whatever is sent, the answer is one of the contract, and in time")
  void answersConform() throws InterruptedException {
    ApiClient acme = ApiClient.acme(base).whenReady();
    String before = resources();
    JsonNode document = acme.get("/openapi.json").json();
    RequestFuzz fuzz = new RequestFuzz(document, jobs(acme), SEED);
    ResponseConformance conformance = new ResponseConformance(contract);
    List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    for (Operation operation : contract.operations()) {
      for (int sent = 0; sent < REQUESTS && wrong.size() < SHOWN; sent += BATCH) {
        List<Callable<Object>> batch = new ArrayList<>();
        for (int i = 0; i < Math.min(BATCH, REQUESTS - sent); i++) {
          // Made one after the other, so that the seed gives the same ones again.
          RequestFuzz.Request request = fuzz.next(operation);
          batch.add(
              () -> {
                judge(conformance, operation, request, wrong);
                return null;
              });
        }
        clients.invokeAll(batch);
      }
    }
    clients.shutdown();
    LOG.infof("fuzz: %s; before: %s; after: %s", counts, before, resources());
    assertThat(wrong).as("seed " + SEED).isEmpty();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(gauge("spectra.http.requests.in.flight")).isZero();
              assertThat(gauge("spectra.warehouse.connections.busy")).isZero();
            });
    assertThat(acme.query("SELECT 1 AS one").status()).isEqualTo(200);
  }

  /** What a leak would show in. */
  private String resources() {
    System.gc();
    Runtime jvm = Runtime.getRuntime();
    return "%d MB of heap, %d threads, %.0f requests, %.0f connections of the warehouse at work"
        .formatted(
            (jvm.totalMemory() - jvm.freeMemory()) >> 20,
            ManagementFactory.getThreadMXBean().getThreadCount(),
            gauge("spectra.http.requests.in.flight"),
            gauge("spectra.warehouse.connections.busy"));
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  private void judge(
      ResponseConformance conformance,
      Operation operation,
      RequestFuzz.Request request,
      List<String> wrong)
      throws InterruptedException {
    try {
      HttpResponse<String> response = http.send(made(request), BodyHandlers.ofString());
      counts
          .computeIfAbsent(operation.id(), fresh -> new ConcurrentSkipListMap<>())
          .merge(response.statusCode(), 1, Integer::sum);
      List<String> faults = faults(conformance, operation, request, response);
      // Limits are switched off in tests, and their headers with them.
      faults.removeIf(fault -> fault.contains("X-RateLimit-"));
      if (!faults.isEmpty()) {
        wrong.add(response.statusCode() + " " + faults + " for " + shortened(request.toString()));
      }
    } catch (IOException e) {
      wrong.add(e + " for " + shortened(request.toString()));
    }
  }

  private static List<String> faults(
      ResponseConformance conformance,
      Operation operation,
      RequestFuzz.Request request,
      HttpResponse<String> response) {
    int status = response.statusCode();
    String body = response.body();
    var headers = response.headers().map();
    boolean hasNone = status == 405 || !request.method().equals(operation.method());
    List<String> faults =
        new ArrayList<>(
            hasNone
                ? conformance.violationsWithoutOperation(status, headers, body)
                : conformance.violations(operation.id(), status, headers, body));
    boolean isExpected =
        switch (request.expected()) {
          case DOCUMENTED -> status != 500 && status != 405;
          case REFUSED -> status >= 400 && status < 500;
          case STRANGER -> status == 401 || operation.isPublic() && status != 500;
          case NO_OPERATION -> status >= 400 && status < 500;
        };
    if (!isExpected) {
      faults.add("expected is " + request.expected());
    }
    return faults;
  }

  private HttpRequest made(RequestFuzz.Request request) {
    var made =
        HttpRequest.newBuilder(base.resolve(request.target()))
            .timeout(Duration.ofSeconds(30))
            .method(
                request.method(),
                request.body() == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(request.body()));
    request.headers().forEach(made::header);
    return made.build();
  }

  private static List<String> jobs(ApiClient acme) {
    String bulk =
        acme.post(
                "/v1/bulk/jobs",
                "{\"operation\": \"query\", \"object\": \"sales\", \"query\": \"SELECT 1 AS one\"}")
            .json()
            .path("job_id")
            .asText();
    JsonNode query = acme.query("SELECT 1 AS one").json().path("metadata");
    return List.of(bulk, query.path("job_id").asText(), query.path("query_id").asText());
  }

  private static String shortened(String text) {
    return text.length() > 600 ? text.substring(0, 600) + "…" : text;
  }
}
