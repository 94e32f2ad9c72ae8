package io.spectra.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Runs the samples of the API reference with the very tools that their readers have. */
@QuarkusTest
class SdkSamplesTest {
  private static final Path FOLDER = Path.of("target", "sdk");

  @TestHTTPResource("/v1")
  URI base;

  @Test
  @DisplayName("the Python sample of the API reference runs to the letter")
  void pythonSample() throws Exception {
    assumeTrue(run("python3", "-c", "import requests").succeeded(), "python3 with requests");

    ApiClient.acme(base).whenReady();
    Outcome outcome = run("python3", sample("client.py").toString());

    assertThat(outcome.output()).contains("Count: {'count': ").contains("created: bulk-job-");
    assertThat(outcome.succeeded()).isTrue();
  }

  @Test
  @DisplayName("the TypeScript sample of the API reference compiles and runs to the letter")
  void typescriptSample() throws Exception {
    assumeTrue(run("node", "--version").succeeded(), "node");
    Files.createDirectories(FOLDER);
    assumeTrue(
        run("npm", "install", "--silent", "--no-audit", "--prefix", ".", "typescript@5.9.3")
            .succeeded(),
        "npm and the TypeScript compiler");

    Path source = sample("client.ts");
    Outcome compiled =
        run(
            "node_modules/.bin/tsc",
            "--strict",
            "--target",
            "es2022",
            "--module",
            "es2022",
            "--moduleDetection",
            "force",
            "--lib",
            "es2022,dom",
            source.toString());
    assertThat(compiled.succeeded()).as(compiled.output()).isTrue();
    Files.move(
        FOLDER.resolve("client.js"),
        FOLDER.resolve("client.mjs"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Outcome outcome = run("node", "client.mjs");

    assertThat(outcome.output()).contains("Row count: 1");
    assertThat(outcome.succeeded()).isTrue();
  }

  private Path sample(String name) throws IOException {
    Files.createDirectories(FOLDER);
    String text = Files.readString(Path.of("src", "test", "resources", "sdk", name));
    String filledIn =
        text.replace("https://api.example.com/v1", base.toString())
            .replace("your-api-key", "spk_acme_demo")
            .replace("tenant-123", "acme");
    assertThat(filledIn).isNotEqualTo(text);
    Files.writeString(FOLDER.resolve(name), filledIn);
    return Path.of(name);
  }

  private record Outcome(boolean succeeded, String output) {}

  private static Outcome run(String... command) throws InterruptedException {
    Path log = FOLDER.resolve("output.txt");
    try {
      Files.createDirectories(FOLDER);
      Process process =
          new ProcessBuilder(command)
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      boolean ended = process.waitFor(90, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      return new Outcome(ended && process.exitValue() == 0, Files.readString(log));
    } catch (IOException e) {
      return new Outcome(false, e.toString());
    }
  }
}
