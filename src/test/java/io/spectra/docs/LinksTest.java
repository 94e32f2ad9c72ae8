package io.spectra.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The documents lead to each other. */
class LinksTest {
  private static final Path DECISIONS = Path.of("src", "docs", "adr");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

  @Test
  @DisplayName("every link of the documents leads to a file")
  void leadSomewhere() throws IOException {
    List<String> astray = new ArrayList<>();
    for (Path document : documents()) {
      Matcher links = LINK.matcher(Files.readString(document));
      while (links.find()) {
        Path target = document.toAbsolutePath().resolveSibling(links.group(1));
        if (Files.notExists(target)) {
          astray.add(document + ": " + links.group(1));
        }
      }
    }
    assertThat(astray).isEmpty();
  }

  @Test
  @DisplayName("the index of the decisions names each with its title")
  void decisionsAreListed() throws IOException {
    String index = Files.readString(DECISIONS.resolve("README.md"));
    try (Stream<Path> files = Files.list(DECISIONS)) {
      for (Path file : files.filter(f -> !f.endsWith("README.md")).toList()) {
        String name = file.getFileName().toString();
        String title = Files.readAllLines(file).get(0).replaceFirst("# [0-9]{4} ", "");
        assertThat(index)
            .contains("| [%s](%s) | %s |".formatted(name.substring(0, 4), name, title));
      }
    }
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>(List.of(Path.of("README.md")));
    for (String folder : List.of("src/docs", "routes", "kafka")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
      }
    }
    return documents;
  }
}
