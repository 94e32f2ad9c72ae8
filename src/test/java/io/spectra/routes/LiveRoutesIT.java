package io.spectra.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.api.ApiClient;
import io.spectra.chaos.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator changes files of the packaged service while it serves. */
@OnStack
class LiveRoutesIT {
  private static final Path LOG = Path.of("target", "live-routes.log");
  private static final String QUERY = "query.camel.yaml";
  private static final String NOTES = "SELECT note FROM sales LIMIT 1";

  /** Some seconds of work. */
  private static final String SLOW =
      "SELECT COUNT(*) FROM sales a JOIN sales b ON a.quantity <> b.quantity"
          + " AND a.sale_id <> b.sale_id WHERE a.sale_id < 3000";

  private static final String CHECK =
      """
              - choice:
                  when:
                    - simple: ${exchangeProperty[spectra.request].sql} contains 'note'
                      steps:
                        - bean:
                            ref: refuse
                            method: sql('Notes stay in the house')
      """;

  @TempDir static Path state;
  @TempDir static Path folder;
  private static ServiceProcess service;
  private static ApiClient acme;

  @BeforeAll
  static void start() throws IOException {
    ship();
    Map<String, String> environment = new HashMap<>(TestStack.environment());
    environment.put("SPECTRA_STATE_DIR", state.toString());
    environment.put("SPECTRA_ROUTES_FOLDER", folder.toString());
    environment.put("SPECTRA_ROUTES_WATCH", "200ms");
    environment.put("SPECTRA_LIMITS_ENABLED", "false");
    environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
    service = ServiceProcess.start(environment, LOG);
    acme = ApiClient.acme(service.api()).whenReady();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** As at the start: the folder as it is shipped, and no version but the running one. */
  @BeforeEach
  void reset() throws IOException {
    for (Path file : files(folder)) {
      Files.delete(file);
    }
    ship();
    within(
        () ->
            routes().path("refused").isEmpty()
                && lines().noneMatch(line -> line.path("retired").asBoolean())
                && lines().map(line -> line.path("file").asText()).distinct().count()
                    == files(folder).size());
  }

  private static void ship() throws IOException {
    for (Path file : files(Path.of("routes"))) {
      Files.copy(file, folder.resolve(file.getFileName()));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(path -> path.toString().endsWith(".camel.yaml")).toList();
    }
  }

  @Test
  @DisplayName("R-082 A change is in force within seconds; what is in flight finishes on the old")
  void changes() throws Exception {
    String query = read(QUERY);
    var slow = CompletableFuture.supplyAsync(() -> acme.query(SLOW));
    awaitRoute(line -> is(line, "query-run") && line.path("inFlight").asInt() == 1);

    write(QUERY, query.replaceFirst("(?m)^ {6}steps:$", "$0\n" + quoted(CHECK)));

    within(() -> acme.query(NOTES).status() == 400);
    assertThat(slow).as("the query is still in the old version").isNotDone();
    assertThat(acme.query(NOTES).detail("reason").asText()).isEqualTo("Notes stay in the house");
    assertThat(acme.query("SELECT 1").status()).isEqualTo(200);
    assertThat(slow.get().status()).as(slow.get().text()).isEqualTo(200);
    within(() -> lines().noneMatch(line -> line.path("retired").asBoolean()));
  }

  @Test
  @DisplayName("R-082 A broken file is refused with file, line and reason; the last good goes on")
  void refusesWhatIsBroken() throws Exception {
    String query = read(QUERY);
    write(QUERY, query.replaceFirst("(?m)^ {6}steps:$", "$0\n" + quoted(CHECK)));
    within(() -> acme.query(NOTES).status() == 400);

    write(QUERY, query.replace("      steps:", "      stepps:"));
    awaitRefusal(QUERY, "stepps");
    awaitRefusal(QUERY, "line ");
    write(QUERY, query.replace("ref: queryRun", "ref: querryRun"));
    awaitRefusal(QUERY, "querryRun");
    write(QUERY, query + "  - [");
    awaitRefusal(QUERY, "line ");
    write(QUERY, query + "- beans:\n    - name: door\n      type: java.lang.Object\n");
    awaitRefusal(QUERY, "beans");
    write(QUERY, query + route("query-run", "direct:other"));
    awaitRefusal(QUERY, "query-run");

    assertThat(acme.query(NOTES).status()).isEqualTo(400);
    write(QUERY, query);
    within(() -> acme.query(NOTES).status() == 200);
    assertThat(routes().path("refused")).isEmpty();
  }

  @Test
  @DisplayName("R-082 Files come, move and go; no file takes what is the service's own")
  void addsMovesAndRemoves() throws Exception {
    write("tick.camel.yaml", route("tick", "timer:tick?period=1000"));
    awaitRoute(line -> is(line, "tick"));
    write("hijack.camel.yaml", route("hijack", "direct:createBulkJob"));
    awaitRefusal("hijack.camel.yaml", "the service's own");
    write("door.camel.yaml", route("door", "platform-http:/v1/door"));
    awaitRoute(line -> is(line, "door"));
    assertThat(acme.get("/v1/door").status()).isEqualTo(404);

    Files.move(folder.resolve(QUERY), folder.resolve("ask.camel.yaml"));
    awaitRoute(line -> line.path("file").asText().equals("ask.camel.yaml"));
    assertThat(acme.query("SELECT 1").status()).isEqualTo(200);

    // What is wrong in one file is no hindrance to the others.
    awaitRefusal("hijack.camel.yaml", "the service's own");
    Files.delete(folder.resolve("tick.camel.yaml"));
    within(() -> lines().noneMatch(line -> is(line, "tick")));
    Files.delete(folder.resolve("ask.camel.yaml"));
    awaitRefusal("ask.camel.yaml", "direct://query");
    assertThat(acme.query("SELECT 1").status()).isEqualTo(200);
  }

  private static String quoted(String text) {
    return java.util.regex.Matcher.quoteReplacement(text.stripTrailing());
  }

  private static String route(String id, String from) {
    return """
        - route:
            id: %s
            from:
              uri: %s
              steps:
                - setBody:
                    constant: here
        """
        .formatted(id, from);
  }

  private String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private static boolean is(JsonNode line, String id) {
    return line.path("route").asText().equals(id);
  }

  private void awaitRoute(Predicate<JsonNode> wanted) {
    within(() -> lines().anyMatch(wanted));
  }

  private void awaitRefusal(String file, String words) {
    within(() -> routes().path("refused").path(file).asText().contains(words));
  }

  private static void within(java.util.concurrent.Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(20)).until(condition);
  }

  private Stream<JsonNode> lines() throws Exception {
    return StreamSupport.stream(routes().path("routes").spliterator(), false);
  }

  private JsonNode routes() throws Exception {
    var request = HttpRequest.newBuilder(service.management().resolve("/q/routes")).build();
    return new ObjectMapper()
        .readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }
}
