package io.spectra.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The packaged service is started with options that cannot be. */
class StartIT {
  @Test
  @DisplayName("a start that cannot be ends at once and names all that is wrong, without a wall")
  void endsAtOnce() throws Exception {
    Ended ended =
        start(
            Map.of(
                "SPECTRA_TENANTS_FILE", "nowhere.yaml",
                "SPECTRA_JWT_AUDIENCE", "spectra",
                "SPECTRA_BULK_WORKERS", "many"));

    assertThat(ended.code()).isEqualTo(78);
    assertThat(ended.output())
        .contains("5 options to mend")
        .contains("SPECTRA_WAREHOUSE_URL")
        .contains("SPECTRA_S3_BUCKET")
        .contains("nowhere.yaml")
        .contains("SPECTRA_BULK_WORKERS")
        .contains("spectra.jwt.issuer")
        .doesNotContain("\tat ");
  }

  private record Ended(int code, String output) {}

  private static Ended start(Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-jar",
                    "target/quarkus-app/quarkus-run.jar"))
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("SPECTRA_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), output);
  }
}
