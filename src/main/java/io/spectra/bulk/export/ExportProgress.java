package io.spectra.bulk.export;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Lease;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Counts rows, tells the lease twice a second, and ends work that has lost it. */
final class ExportProgress {
  private static final long INTERVAL = Duration.ofMillis(500).toNanos();

  private final Lease lease;
  private final LongSupplier bytes;
  private long rows;
  private long told = System.nanoTime();

  /**
   * @param bytes the size of the file so far; asked by the thread that counts
   */
  ExportProgress(Lease lease, LongSupplier bytes) {
    this.lease = lease;
    this.bytes = bytes;
  }

  /** So many rows more are on their way into the file. */
  void rows(int more) {
    rows += more;
    long now = System.nanoTime();
    if (now - told >= INTERVAL) {
      told = now;
      tell();
    }
  }

  /** No row follows; gives their number. */
  long end() {
    tell();
    return rows;
  }

  private void tell() {
    if (lease.lost()) {
      throw Failure.of(ErrorCode.CONFLICT, "The job was aborted or given to another worker.");
    }
    lease.progress(rows, 0, bytes.getAsLong());
  }
}
