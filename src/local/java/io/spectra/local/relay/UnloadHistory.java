package io.spectra.local.relay;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * The row that SYS_UNLOAD_HISTORY has of one UNLOAD, while it runs and afterwards. It is written
 * now and then, past the session, and an UNLOAD does not fail with it. Belongs to the thread of its
 * rows.
 */
final class UnloadHistory {
  private static final Logger LOG = System.getLogger(UnloadHistory.class.getName());
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(500);
  private static final String BEGUN =
      """
      INSERT INTO pg_catalog.spectra_unloads (login, status, unloaded_location, file_format)
      VALUES (?, 'running', ?, ?) RETURNING query_id
      """;
  private static final String GOES_ON =
      """
      UPDATE pg_catalog.spectra_unloads SET status = ?, unloaded_rows = ?, unloaded_files_size = ?,
        unloaded_files_count = ?, end_time = CASE WHEN ? = 'running' THEN NULL ELSE getdate() END
      WHERE query_id = ?
      """;

  private final UnloadTypes database;
  private final String user;
  private final Unload unload;
  private Connection connection;
  private long id;
  private long told = System.nanoTime();
  private boolean over;

  /**
   * @param database where it is kept
   * @param user whose UNLOAD it is
   */
  UnloadHistory(UnloadTypes database, String user, Unload unload) {
    this.database = database;
    this.user = user;
    this.unload = unload;
  }

  /** So far it has come; remembered twice a second at most. */
  void running(long rows, long bytes, int files) {
    long now = System.nanoTime();
    if (now - told >= INTERVAL) {
      told = now;
      write("running", rows, bytes, files);
    }
  }

  /** It has ended, {@code completed} or {@code aborted}; only the first word counts. */
  void ended(String status, long rows, long bytes, int files) {
    if (!over) {
      write(status, rows, bytes, files);
      over = true;
      close();
    }
  }

  private void write(String status, long rows, long bytes, int files) {
    if (over) {
      return;
    }
    try {
      if (connection == null) {
        begin();
      }
      try (var update = connection.prepareStatement(GOES_ON)) {
        update.setString(1, status);
        update.setLong(2, rows);
        update.setLong(3, bytes);
        update.setInt(4, files);
        update.setString(5, status);
        update.setLong(6, id);
        update.execute();
      }
    } catch (SQLException e) {
      over = true;
      LOG.log(Level.DEBUG, "the history of an UNLOAD is not kept", e);
      close();
    }
  }

  private void begin() throws SQLException {
    Properties login = new Properties();
    login.put("user", "postgres");
    login.put("password", database.server().password());
    connection =
        new org.postgresql.Driver().connect(database.server().jdbc(database.database()), login);
    try (var insert = connection.prepareStatement(BEGUN)) {
      insert.setString(1, user);
      insert.setString(2, unload.prefix().toString());
      insert.setString(3, unload.files().kind() == Unload.Kind.PARQUET ? "Parquet" : "Text");
      try (var row = insert.executeQuery()) {
        row.next();
        id = row.getLong(1);
      }
    }
  }

  private void close() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "a connection does not close", e);
    }
  }
}
