package io.spectra.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A real PostgreSQL server, started from binaries on the class path as a process of its own, on
 * loopback: what stores the data behind the Redshift stand-in. The superuser {@code postgres} needs
 * no password; every other user does. It runs without fsync: its data survives the death of any
 * process, not that of the machine.
 */
final class PostgresServer implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private final EmbeddedPostgres postgres;

  private PostgresServer(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /**
   * Starts the server and waits until it answers.
   *
   * @param folder its data folder; what an earlier server left there is taken over, that server
   *     itself is stopped if it outlived the process that had started it
   */
  static PostgresServer start(Path folder, Port wanted) throws IOException {
    OrphanedPostmaster.in(folder).stop();
    int port = wanted.claim();
    return new PostgresServer(
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.toAbsolutePath())
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setDataDirectoryCustomizer(data -> demandPasswords(data.toPath()))
            .setPort(port)
            .setLocaleConfig("locale", "C")
            .setServerConfig("max_connections", "300")
            .setServerConfig("unix_socket_directories", "")
            .setServerConfig("password_encryption", "md5")
            .setPGStartupWait(START_LIMIT)
            .setOutputRedirector(Redirect.DISCARD)
            .setErrorRedirector(Redirect.DISCARD)
            .start());
  }

  int port() {
    return postgres.getPort();
  }

  /** A connection of the superuser, past the relay; the caller closes it. */
  Connection connect(String database) throws SQLException {
    return postgres.getDatabase("postgres", database).getConnection();
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }

  private static void demandPasswords(Path folder) {
    try (var rules = PostgresServer.class.getResourceAsStream("pg_hba.conf")) {
      Files.copy(rules, folder.resolve("pg_hba.conf"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
