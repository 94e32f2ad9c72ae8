package io.spectra.bulk.export;

import io.spectra.failure.Failure;
import io.spectra.job.Lease;
import io.spectra.storage.Bucket;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Tells how far an UNLOAD is, by what it has written so far: the warehouse says nothing
 * before it ends, and a file of its is seen when it is whole. Runs from its start until it is
 * closed.
 */
final class UnloadWatch implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(UnloadWatch.class);
  private static final long INTERVAL_MILLIS = TimeUnit.SECONDS.toMillis(3);

  private final Lease lease;
  private final Bucket objects;
  private final String folder;
  private final Thread thread;

  UnloadWatch(Lease lease, Bucket objects, String folder) {
    this.lease = lease;
    this.objects = objects;
    this.folder = folder;
    this.thread = new Thread(this::watch, "spectra-unload-watch");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(INTERVAL_MILLIS);
        tell();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell() {
    try {
      lease.progress(0, 0, objects.under(folder).mapToLong(Bucket.Stored::size).sum());
    } catch (Failure e) {
      LOG.debug("the files of an UNLOAD could not be listed", e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
