package io.spectra.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.api.ApiClient;
import io.spectra.chaos.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of the documents, run as they are printed, by a shell, on the packaged service.
 * Those that start the service are run by whoever reads them.
 */
@OnStack
class DocsIT {
  private static final Pattern BLOCK = Pattern.compile("(?s)```bash\\n(.*?)```");
  private static final Pattern JOB = Pattern.compile("\"job_id\":\"(bulk-job-[^\"]+)\"");
  private static final long PATIENCE_SECONDS = 90;

  @TempDir static Path house;
  private static ServiceProcess service;

  @BeforeAll
  static void start() throws Exception {
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      for (Path file : files.toList()) {
        Files.copy(file, house.resolve(file));
      }
    }
    Map<String, String> environment = new HashMap<>(TestStack.environment());
    environment.put("SPECTRA_STATE_DIR", house.resolve("state").toString());
    environment.put("SPECTRA_ROUTES_FOLDER", house.resolve("routes").toString());
    environment.put("SPECTRA_BULK_QUERY_AUTOSTART", "1s");
    environment.put("SPECTRA_LIMITS_ENABLED", "false");
    environment.put("SPECTRA_EXAMPLE_NIGHTLY_KEY", "spk_acme_demo");
    environment.put("SPECTRA_EXAMPLE_NIGHTLY_TENANT", "acme");
    environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
    service = ServiceProcess.start(environment, Path.of("target", "docs.log"));
    ApiClient.acme(service.api()).whenReady();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  @DisplayName("R-082 the tutorial's commands do what it says, one after the other in one shell")
  void tutorial() throws Exception {
    String output = run(String.join("\n", blocks("src/docs/tutorial.md")), "");

    assertThat(output)
        .contains("\"region\":\"AMER\"")
        .contains("\"state\":\"JobComplete\"")
        .contains("\"download_url\":")
        .contains("sale_id,region,product")
        .contains("nightly-export")
        .contains("\"jobs\":[");
  }

  @Test
  @DisplayName("the commands of the README, and then of the loads, do what is said of them")
  void readme() throws Exception {
    String job = "";
    StringBuilder output = new StringBuilder();
    List<String> blocks = new ArrayList<>(blocks("README.md"));
    blocks.addAll(blocks("src/docs/loads.md"));
    for (String block : blocks) {
      if (block.contains("/results")) {
        ended(job);
      }
      String answer = run(block, job);
      Matcher made = JOB.matcher(answer);
      job = made.find() ? made.group(1) : job;
      output.append(answer).append('\n');
    }
    ended(job);

    assertThat(output.toString())
        .contains("\"row_count\":3")
        .contains("\"operation\":\"query\"")
        .contains("\"number_records_failed\":0")
        .contains("\"download_url\":")
        .contains("\"operation\":\"upsert\"");
    var load = ApiClient.acme(service.api()).get("/v1/bulk/jobs/" + job).json();
    assertThat(load.path("number_records_processed").asInt()).isEqualTo(2);
    assertThat(load.path("number_records_failed").asInt()).isEqualTo(1);
  }

  private static void ended(String job) {
    ApiClient acme = ApiClient.acme(service.api());
    await(job)
        .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
        .until(
            () ->
                acme.get("/v1/bulk/jobs/" + job)
                    .json()
                    .path("state")
                    .asText()
                    .equals("JobComplete"));
  }

  /** The commands of a document, but for those that build or start; with this service's ports. */
  private static List<String> blocks(String file) throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(Path.of(file)));
    while (block.find()) {
      blocks.add(block.group(1));
    }
    return blocks.stream()
        .filter(text -> !text.contains("mvnw") && !text.contains("java -jar"))
        .map(text -> text.replace("http://localhost:8080", service.api().toString()))
        .map(text -> text.replace("http://localhost:9000", service.management().toString()))
        .collect(Collectors.toList());
  }

  private static String run(String script, String job) throws Exception {
    Path output = Files.createTempFile(house, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-eu", "-c", script)
            .directory(house.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("JOB", job);
    Process process = builder.start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    String told = Files.readString(output);
    assertThat(ended).as("ends in time: " + script + "\n" + told).isTrue();
    assertThat(process.exitValue()).as(script + "\n" + told).isZero();
    return told;
  }
}
