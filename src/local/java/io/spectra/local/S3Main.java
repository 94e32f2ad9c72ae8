package io.spectra.local;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Runs the S3 server of the laptop stack by itself until it is told to stop: {@code
 * SPECTRA_STAND_IN_BIND}, {@code _PORT} and {@code _FOLDER} say where.
 */
public final class S3Main {
  private static final int PORT = 9191;

  private S3Main() {}

  public static void main(String[] arguments) throws Exception {
    StandInSettings settings = StandInSettings.fromEnvironment();
    S3Server server =
        S3Server.start(
            Path.of(settings.text("FOLDER", ".local/s3")),
            settings.text("BIND", "127.0.0.1"),
            settings.number("PORT", PORT));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "s3-stop"));
    System.out.println("s3: serves at " + server.access().endpoint());
    new CountDownLatch(1).await();
  }
}
