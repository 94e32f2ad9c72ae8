package io.spectra.api;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Looks at the operators' folder before Camel does, for an error that names the option. */
@Startup
@Singleton
final class RoutesFolder {
  private static final Logger LOG = Logger.getLogger(RoutesFolder.class);

  /**
   * @throws IllegalStateException when there is no such folder, or no route in it
   */
  RoutesFolder(RoutesConfig config) throws IOException {
    Path folder = config.folder().toAbsolutePath();
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException(
          "there is no routes folder " + folder + "; set SPECTRA_ROUTES_FOLDER");
    }
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.camel.yaml")) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    if (names.isEmpty()) {
      throw new IllegalStateException("there is no *.camel.yaml in the routes folder " + folder);
    }
    names.sort(String::compareTo);
    LOG.infof("routes from %s: %s", folder, names);
  }
}
