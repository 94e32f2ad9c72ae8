package io.spectra.bulk;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Lease;
import java.time.Duration;

/** Counts rows, tells the lease twice a second, and ends work that has lost it or runs too long. */
final class ExportProgress {
  private static final long INTERVAL = Duration.ofMillis(500).toNanos();

  private final Lease lease;
  private final long end;
  private long rows;
  private long told;

  ExportProgress(Lease lease, Duration left) {
    this.lease = lease;
    this.told = System.nanoTime();
    this.end = told + left.toNanos();
  }

  /** One row more was written. */
  void row() {
    rows++;
    long now = System.nanoTime();
    if (now - told >= INTERVAL) {
      told = now;
      tell();
      if (now - end > 0) {
        throw tooLong();
      }
    }
  }

  /** Work begins: not for a lease that is lost by now. */
  void begin() {
    tell();
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
    lease.progress(rows, 0);
  }

  static Failure tooLong() {
    return Failure.of(ErrorCode.QUERY_TIMEOUT, "The export ran longer than a bulk job may.");
  }
}
