package io.spectra.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A PostgreSQL server that outlived the laptop process which had started it, as after a kill -9.
 * The caller holds the lock of the data folder, so nobody else can be using it.
 *
 * @param pidFile the server's postmaster.pid, whether it exists or not
 */
record OrphanedPostmaster(Path pidFile) {
  private static final int STOP_SECONDS = 20;

  static OrphanedPostmaster in(Path dataFolder) {
    return new OrphanedPostmaster(dataFolder.resolve("postmaster.pid"));
  }

  /** Stops that server if it still runs, and waits until it has gone. */
  void stop() throws IOException {
    Optional<ProcessHandle> running = running();
    if (running.isPresent()) {
      stop(running.get());
    }
    Files.deleteIfExists(pidFile);
  }

  private Optional<ProcessHandle> running() throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile);
    return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
        .filter(OrphanedPostmaster::isPostgres);
  }

  /** The pid may belong to somebody else by now. */
  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("postgres")).isPresent();
  }

  private static void stop(ProcessHandle process) throws IOException {
    process.destroy();
    try {
      process.onExit().get(STOP_SECONDS / 2, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
    } catch (InterruptedException | ExecutionException e) {
      throw new IOException("waiting for an orphaned PostgreSQL to stop", e);
    }
  }
}
