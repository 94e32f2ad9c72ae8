package io.spectra.warehouse;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs what a running statement cannot do for itself: its end. Safe for use by many threads. */
final class Watchdog implements AutoCloseable {
  /** Each may wait for a warehouse that does not answer a cancel. */
  private static final int THREADS = 4;

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(THREADS, Watchdog::thread);

  Watchdog() {
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Runs the task once; it must not throw. */
  Future<?> after(Duration delay, Runnable task) {
    return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "spectra-warehouse-watchdog");
    thread.setDaemon(true);
    return thread;
  }
}
