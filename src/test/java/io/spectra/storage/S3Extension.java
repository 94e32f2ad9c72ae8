package io.spectra.storage;

import io.spectra.local.S3Access;
import io.spectra.local.S3Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A running S3 server for the tests of one class. */
public final class S3Extension implements BeforeAllCallback, AfterAllCallback {
  private Path folder;
  private S3Server server;

  /** How to reach it. */
  public S3Access access() {
    return server.access();
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    folder = Files.createTempDirectory("spectra-s3");
    server = S3Server.start(folder, 0);
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    server.close();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
