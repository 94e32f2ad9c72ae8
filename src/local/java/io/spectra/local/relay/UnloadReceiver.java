package io.spectra.local.relay;

import java.io.IOException;

/**
 * Receives the rows of one UNLOAD from the database. After a failure in S3 it asks the database to
 * stop, and lets the rows that still come go by.
 */
final class UnloadReceiver {
  private final Escort escort;
  private final UnloadRun run;
  private final Runnable stopDatabase;
  private boolean failed;

  UnloadReceiver(Escort escort, UnloadRun run, Runnable stopDatabase) {
    this.escort = escort;
    this.run = run;
    this.stopDatabase = stopDatabase;
    attempt(run::begin, true);
  }

  void row(byte[] row) {
    attempt(() -> run.row(row), true);
  }

  /**
   * The database has sent all rows.
   *
   * @return whether they are in S3 now
   */
  boolean complete() {
    attempt(run::complete, false);
    run.close();
    return !failed;
  }

  /** The database has failed. */
  void drop() {
    run.close();
  }

  private interface Step {
    void go() throws IOException;
  }

  private void attempt(Step step, boolean databaseIsBusy) {
    if (failed) {
      return;
    }
    try {
      step.go();
    } catch (IOException e) {
      failed = true;
      escort.fail(TransferException.failure(e));
      if (databaseIsBusy) {
        stopDatabase.run();
      }
    }
  }
}
