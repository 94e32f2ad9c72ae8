package io.spectra.bulk.export;

import io.spectra.auth.Tenant;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Lease;
import io.spectra.storage.Bucket;
import io.spectra.warehouse.BoundSql;
import io.spectra.warehouse.Rows;
import io.spectra.warehouse.Warehouse;
import io.spectra.warehouse.WarehouseSession;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Tells how far an UNLOAD is: by what the warehouse's own history says of it, which has
 * running ones too; where it says nothing, by the files that are whole. Runs from its start until
 * it is closed.
 */
final class UnloadWatch implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(UnloadWatch.class);
  private static final long FIRST_MILLIS = TimeUnit.SECONDS.toMillis(1);

  /** With each heartbeat, which comes every three seconds, something new can be told. */
  private static final long LAST_MILLIS = TimeUnit.SECONDS.toMillis(2);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Lease lease;
  private final Warehouse warehouse;
  private final Tenant tenant;
  private final Bucket objects;
  private final String folder;
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean history = true;

  /**
   * @param folder where the files go, ending with a slash
   */
  UnloadWatch(Lease lease, Warehouse warehouse, Tenant tenant, Bucket objects, String folder) {
    this.lease = lease;
    this.warehouse = warehouse;
    this.tenant = tenant;
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
      for (long pause = FIRST_MILLIS;
          !closed.await(pause, TimeUnit.MILLISECONDS);
          pause = LAST_MILLIS) {
        tell();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell() {
    try {
      if (!history || !toldByHistory()) {
        lease.progress(0, 0, objects.under(folder).mapToLong(Bucket.Stored::size).sum());
      }
    } catch (Failure e) {
      // A cluster that has no such view, or does not show it, will not have it later.
      history &= e.code() == ErrorCode.UNAVAILABLE;
      LOG.debug("how far an UNLOAD is cannot be told", e);
    }
  }

  private boolean toldByHistory() {
    try (WarehouseSession session = warehouse.read(tenant, PATIENCE);
        Rows found = session.query(BoundSql.own(UnloadSql.progress(objects.url(folder))), 1)) {
      if (!found.next() || found.text(1) == null) {
        return false;
      }
      lease.progress(Long.parseLong(found.text(1)), 0, Long.parseLong(found.text(2)));
      return true;
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
