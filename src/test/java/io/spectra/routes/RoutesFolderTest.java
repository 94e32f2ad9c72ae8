package io.spectra.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesFolderTest {
  private static final Path SHIPPED = Path.of("routes");

  @TempDir private Path temporary;

  @Test
  @DisplayName("R-082 the shipped routes are found, also where the files are links")
  void found() throws Exception {
    Path folder = Files.createDirectory(temporary.resolve("mounted"));
    try (var files = Files.newDirectoryStream(SHIPPED, "*.camel.yaml")) {
      for (Path file : files) {
        Files.createSymbolicLink(folder.resolve(file.getFileName()), file.toAbsolutePath());
      }
    }
    assertThat(new RoutesFolder(config(folder)).atStart().keySet())
        .isEqualTo(new RoutesFolder(config(SHIPPED)).atStart().keySet())
        .isNotEmpty();
  }

  @Test
  @DisplayName("R-082 a folder that Camel would find empty stops the start, and is named")
  void refused() throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), SHIPPED.toAbsolutePath());
    assertThatThrownBy(() -> new RoutesFolder(config(link)))
        .hasMessageContaining("set SPECTRA_ROUTES_FOLDER to " + SHIPPED.toRealPath());
    Path absent = temporary.resolve("absent");
    assertThatThrownBy(() -> new RoutesFolder(config(absent)))
        .hasMessageContaining("no routes folder " + absent);
    assertThatThrownBy(() -> new RoutesFolder(config(temporary)))
        .hasMessageContaining("no *.camel.yaml");
  }

  private static RoutesConfig config(Path folder) {
    return new SmallRyeConfigBuilder()
        .withSources(
            new PropertiesConfigSource(
                Map.of("spectra.routes.folder", folder.toString()), "test", 500))
        .withConverter(Duration.class, 200, new DurationConverter())
        .withMapping(RoutesConfig.class)
        .build()
        .getConfigMapping(RoutesConfig.class);
  }
}
