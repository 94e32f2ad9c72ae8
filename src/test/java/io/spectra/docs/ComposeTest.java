package io.spectra.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What docker-compose.yml says, without a Docker engine. */
class ComposeTest {
  private static final Path FILE = Path.of("docker-compose.yml");

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
  @DisplayName("the service is told by options that it has, and files that are there are named")
  void namesWhatIsThere() throws IOException {
    Set<String> options =
        OptionSources.read(Path.of("src", "main", "java")).stream()
            .map(Option::variable)
            .collect(Collectors.toCollection(TreeSet::new));
    JsonNode compose = new ObjectMapper(new YAMLFactory()).readTree(FILE.toFile());
    List<String> set = new ArrayList<>();
    compose.path("x-spectra-environment").fieldNames().forEachRemaining(set::add);

    assertThat(set)
        .filteredOn(name -> name.startsWith("SPECTRA_") && !name.startsWith("SPECTRA_LOCAL_"))
        .isSubsetOf(options);
    assertThat(Path.of("src", "main", "docker", "Dockerfile")).exists();
    assertThat(Path.of("src", "local", "docker", "Dockerfile")).exists();
    assertThat(Path.of("src", "main", "docker", "haproxy.cfg")).exists();
  }
}
