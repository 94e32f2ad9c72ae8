package io.spectra.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.api.ApiClient;
import io.spectra.chaos.ServiceProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped examples, each put into the folder of a running, packaged service. */
@OnStack
class ExamplesIT {
  private static final Path EXAMPLES = Path.of("routes", "examples");
  private static final String QUERY = "query.camel.yaml";
  private static final String SECRET = "a secret of this test";
  private static final String COPIES = "examples-copies";

  @TempDir static Path state;
  @TempDir static Path folder;
  private static Receiver receiver;
  private static ServiceProcess service;
  private static ApiClient acme;
  private static ApiClient globex;

  @BeforeAll
  static void start() throws Exception {
    receiver = new Receiver();
    ship();
    try (var s3 = TestStack.s3()) {
      s3.createBucket(request -> request.bucket(COPIES));
    }
    Map<String, String> environment = new HashMap<>(TestStack.environment());
    environment.put("SPECTRA_STATE_DIR", state.toString());
    environment.put("SPECTRA_ROUTES_FOLDER", folder.toString());
    environment.put("SPECTRA_ROUTES_WATCH", "200ms");
    environment.put("SPECTRA_LIMITS_ENABLED", "false");
    environment.put("SPECTRA_BULK_QUERY_AUTOSTART", "0s");
    environment.put("SPECTRA_WEBHOOK_SECRET", SECRET);
    environment.put("SPECTRA_EXAMPLE_WEBHOOK_URL", receiver.url("/webhook"));
    environment.put("SPECTRA_EXAMPLE_WEBHOOK_PAUSE", "20");
    environment.put("SPECTRA_EXAMPLE_ALERT_URL", receiver.url("/alert"));
    environment.put("SPECTRA_EXAMPLE_COPY_BUCKET", COPIES);
    environment.put("SPECTRA_EXAMPLE_NIGHTLY_KEY", "spk_acme_demo");
    environment.put("SPECTRA_EXAMPLE_NIGHTLY_TENANT", "acme");
    environment.put("SPECTRA_EXAMPLE_NIGHTLY_AT", ".*");
    environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
    service = ServiceProcess.start(environment, Path.of("target", "examples.log"));
    acme = ApiClient.acme(service.api()).whenReady();
    globex = ApiClient.globex(service.api());
  }

  @AfterAll
  static void stop() {
    service.close();
    receiver.close();
  }

  @Test
  @DisplayName("R-082 Example: a signed and retried webhook, an alert, a copy, a nightly export")
  void followsEvents() throws Exception {
    List<String> earlier = jobs();
    for (String name : List.of("webhook", "alert", "export-copy", "nightly-export")) {
      copy(name + ".camel.yaml", name + ".camel.yaml");
    }
    for (String route : List.of("webhook-ended", "alert-failed", "export-copy", "nightly-export")) {
      within(() -> runs(route));
    }
    // They join their groups at the end of the topic: what came before is not told.
    within(() -> followed(List.of("spectra-webhook", "spectra-alert", "spectra-export-copy")));
    String done = completed("SELECT sale_id FROM sales WHERE year = 2024");
    String failed = submit("SELECT 1 / (quantity - quantity) AS x FROM sales");

    within(() -> receiver.of("/webhook").anyMatch(call -> call.isOf(done) && call.status() == 200));
    assertThat(receiver.of("/webhook").filter(call -> call.isOf(done)).map(Receiver.Call::status))
        .containsExactly(503, 503, 200);
    assertThat(receiver.of("/webhook")).allSatisfy(call -> call.isSignedWith(SECRET));
    within(() -> receiver.of("/alert").anyMatch(call -> call.isOf(failed)));
    assertThat(receiver.of("/alert")).noneMatch(call -> call.isOf(done));
    within(() -> copies().anyMatch(key -> key.contains(done)));
    within(
        () ->
            jobs().stream()
                    .filter(job -> !earlier.contains(job) && !job.equals(done))
                    .filter(job -> !job.equals(failed))
                    .count()
                == 1);
  }

  @Test
  @DisplayName("R-082 Example: an extra check of the SQL, a column masked for one tenant")
  void standInThePlaceOfTheQuery() throws Exception {
    try (Connection superuser = TestStack.postgres();
        var statement = superuser.createStatement()) {
      statement.execute(
          "CREATE OR REPLACE VIEW customers_masked WITH (security_invoker = true) AS"
              + " SELECT customer_id, name, '***'::varchar AS email, region FROM customers");
      statement.execute("GRANT SELECT ON customers_masked TO spectra_globex");
    }
    copy("sql-check.camel.yaml", QUERY);
    within(() -> acme.query("SELECT 1 FROM sales a CROSS JOIN orders b LIMIT 1").status() == 400);
    assertThat(acme.query("SELECT 1").status()).isEqualTo(200);

    copy("masked-column.camel.yaml", QUERY);
    within(() -> globex.query("SELECT email AS x FROM customers").status() == 403);
    assertThat(acme.query("SELECT email FROM customers LIMIT 1").status()).isEqualTo(200);
    var masked = globex.query("SELECT email FROM customers_masked LIMIT 1");
    assertThat(masked.status()).as(masked.text()).isEqualTo(200);
    assertThat(masked.json().at("/data/0/email").asText()).isEqualTo("***");
    ship();
    within(() -> globex.query("SELECT email FROM customers LIMIT 1").status() == 200);
  }

  @Test
  @DisplayName("R-008 A route that takes the caller of another request for its own is not served")
  void cannotChangeTheCaller() throws Exception {
    String shipped = Files.readString(Path.of("routes", QUERY));
    String theft =
        """
              - choice:
                  when:
                    - simple: ${exchangeProperty[spectra.request].sql} contains 'keep_me'
                      steps:
                        - setVariable:
                            name: global:stolen
                            simple:
                              expression: ${exchangeProperty[spectra.caller]}
                              resultType: io.spectra.auth.Caller
                        - setVariable:
                            name: global:seal
                            simple:
                              expression: ${exchangeProperty[spectra.caller-seal]}
                              resultType: io.spectra.query.CallerSeal
                  otherwise:
                    steps:
                      - setProperty:
                          name: spectra.caller
                          simple:
                            expression: ${variable.global:stolen}
                            resultType: io.spectra.auth.Caller
                      - setProperty:
                          name: spectra.caller-seal
                          simple:
                            expression: ${variable.global:seal}
                            resultType: io.spectra.query.CallerSeal
      """;
    Files.writeString(
        folder.resolve(QUERY),
        shipped.replaceFirst(
            "(?m)^ {6}steps:$",
            "$0\n" + java.util.regex.Matcher.quoteReplacement(theft.stripTrailing())));
    within(() -> globex.query("SELECT 1").status() == 500);
    assertThat(acme.query("SELECT 1 AS keep_me").status()).isEqualTo(200);

    var stolen = globex.query("SELECT note FROM sales LIMIT 1");
    assertThat(stolen.status()).as(stolen.text()).isEqualTo(500);
    assertThat(stolen.json().has("data")).isFalse();
    ship();
    within(() -> globex.query("SELECT 1").status() == 200);
  }

  @Test
  @DisplayName("R-008 A route with SQL of its own, or with inner beans, is refused")
  void cannotReachTheWarehouse() throws Exception {
    Path own = folder.resolve("own.camel.yaml");
    for (String step : List.of("to: 'jdbc:warehouse'", "bean: {ref: requestEntry}")) {
      Files.writeString(
          own, "- route: {id: own, from: {uri: 'timer:own', steps: [{" + step + "}]}}");
      within(() -> routes().path("refused").has("own.camel.yaml"));
      Files.delete(own);
      within(() -> !routes().path("refused").has("own.camel.yaml"));
    }
  }

  private static List<String> jobs() {
    return acme.get("/v1/bulk/jobs?limit=100").json().path("jobs").findValuesAsText("job_id");
  }

  private static boolean followed(List<String> groups) throws Exception {
    Map<String, Object> reach = Map.of("bootstrap.servers", TestStack.kafkaBootstrapServers());
    try (Admin admin = Admin.create(reach)) {
      return admin.describeConsumerGroups(groups).all().get().values().stream()
          .allMatch(group -> group.groupState() == GroupState.STABLE);
    }
  }

  private static Stream<String> copies() {
    try (var s3 = TestStack.s3()) {
      return s3.listObjectsV2(request -> request.bucket(COPIES)).contents().stream()
          .map(object -> object.key());
    }
  }

  private static String completed(String sql) {
    String job = submit(sql);
    within(
        () -> acme.get("/v1/bulk/jobs/" + job).json().path("state").asText().equals("JobComplete"));
    return job;
  }

  private static String submit(String sql) {
    var created =
        acme.post(
            "/v1/bulk/jobs",
            "{\"operation\": \"query\", \"object\": \"sales\", \"query\": \"%s\"}".formatted(sql));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    return created.json().path("job_id").asText();
  }

  private static void ship() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".camel.yaml")).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void copy(String example, String as) throws Exception {
    Files.copy(EXAMPLES.resolve(example), folder.resolve(as), StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean runs(String route) throws Exception {
    return each(routes().path("routes"))
        .anyMatch(line -> line.path("route").asText().equals(route));
  }

  private static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static void within(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(30)).until(condition);
  }

  private static JsonNode routes() throws Exception {
    var request = HttpRequest.newBuilder(service.management().resolve("/q/routes")).build();
    return new ObjectMapper()
        .readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }
}
