package io.spectra.routes;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** The operators' folder; looked at before Camel does, for an error that names the option. */
@Startup
@Singleton
class RoutesFolder {
  private static final Logger LOG = Logger.getLogger(RoutesFolder.class);

  private final Path folder;
  private final Map<String, RouteFile> atStart;

  /**
   * @throws IllegalStateException when there is no such folder, it is a link, no route is in it, or
   *     something else than routes
   */
  RoutesFolder(RoutesConfig config) throws IOException, RoutesRefused {
    folder = config.folder().toAbsolutePath();
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException(
          "there is no routes folder " + folder + "; set SPECTRA_ROUTES_FOLDER");
    }
    if (Files.isSymbolicLink(folder)) {
      // Camel looks for files below it without following it, and finds none.
      throw new IllegalStateException(
          "the routes folder %s is a link; set SPECTRA_ROUTES_FOLDER to %s"
              .formatted(folder, folder.toRealPath()));
    }
    atStart = read();
    if (atStart.isEmpty()) {
      throw new IllegalStateException("there is no *.camel.yaml in the routes folder " + folder);
    }
    RouteKinds kinds = new RouteKinds();
    for (RouteFile file : atStart.values()) {
      kinds.check(file);
    }
    LOG.infof("routes from %s: %s", folder, atStart.keySet());
  }

  /** The files as Camel loads them, by name. */
  Map<String, RouteFile> atStart() {
    return atStart;
  }

  /** The files as they are now, by name. */
  Map<String, RouteFile> read() throws IOException {
    Map<String, RouteFile> files = new TreeMap<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, "*.camel.yaml")) {
      for (Path path : paths) {
        String name = path.getFileName().toString();
        files.put(name, new RouteFile(name, Files.readString(path)));
      }
    }
    return files;
  }
}
