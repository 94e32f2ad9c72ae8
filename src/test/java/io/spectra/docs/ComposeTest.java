package io.spectra.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What docker-compose.yml says, without a Docker engine. */
class ComposeTest {
  private static final Path FILE = Path.of("docker-compose.yml");
  private static final Pattern SET = Pattern.compile("(?m)^ +(SPECTRA_\\w+):");

  @Test
  @DisplayName("docker-compose takes the file; skipped where it is not installed")
  void isValid() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/docker-compose")));
    Process process =
        new ProcessBuilder("/usr/bin/docker-compose", "-f", FILE.toString(), "config", "-q")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  @Test
  @DisplayName("every variable is one that is read, and files that are there are named")
  void namesWhatIsThere() throws IOException {
    Set<String> known =
        OptionSources.read(Path.of("src", "main", "java")).stream()
            .map(Option::variable)
            .collect(Collectors.toCollection(TreeSet::new));
    String others = text(Path.of("src", "local")) + text(Path.of("src", "main", "docker"));
    List<String> set =
        SET.matcher(Files.readString(FILE)).results().map(found -> found.group(1)).toList();

    assertThat(set)
        .contains("SPECTRA_WAREHOUSE_URL", "SPECTRA_CLUSTER_ADDRESS", "SPECTRA_STAND_IN_PORT")
        .allSatisfy(
            name ->
                assertThat(known.contains(name) || others.contains(asRead(name)))
                    .as(name + " is an option, or read by what stands around the service")
                    .isTrue());
    assertThat(Path.of("src", "main", "docker", "Dockerfile")).exists();
    assertThat(Path.of("src", "local", "docker", "Dockerfile")).exists();
    assertThat(Path.of("src", "main", "docker", "haproxy.cfg")).exists();
  }

  /** A name as it stands where it is put together. */
  private static String asRead(String name) {
    return name.startsWith("SPECTRA_STAND_IN_")
        ? '"' + name.substring("SPECTRA_STAND_IN_".length()) + '"'
        : name.replaceFirst("SPECTRA_LOCAL_(ACME|GLOBEX)_", "SPECTRA_LOCAL_%s_");
  }

  private static String text(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }
}
