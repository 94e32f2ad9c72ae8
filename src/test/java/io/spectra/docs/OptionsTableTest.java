package io.spectra.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code src/docs/options.md} to the code, and writes its table with {@code
 * -Dspectra.docs.write=true}.
 */
class OptionsTableTest {
  private static final Path FILE = Path.of("src", "docs", "options.md");
  private static final String BEGIN = "<!-- generated: begin -->\n";
  private static final String END = "<!-- generated: end -->\n";

  @Test
  @DisplayName("the table of options is what the code says")
  void isGenerated() throws IOException {
    String file = Files.readString(FILE);
    String wanted = with(OptionSources.read(Path.of("src", "main", "java")), file);
    if (Boolean.getBoolean("spectra.docs.write")) {
      Files.writeString(FILE, wanted);
    } else {
      assertThat(file)
          .as("run: ./mvnw -q test -Dtest=OptionsTableTest -Dspectra.docs.write=true")
          .isEqualTo(wanted);
    }
  }

  private static String with(List<Option> options, String file) {
    int begin = file.indexOf(BEGIN) + BEGIN.length();
    int end = file.indexOf(END);
    String rows = options.stream().map(Option::row).collect(Collectors.joining("\n"));
    return file.substring(0, begin)
        + "| option | default | what it is |\n|---|---|---|\n"
        + rows
        + "\n"
        + file.substring(end);
  }
}
