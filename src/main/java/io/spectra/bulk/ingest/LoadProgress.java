package io.spectra.bulk.ingest;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Lease;
import java.time.Duration;

/** Counts records, tells the lease twice a second, and ends work that has lost it. */
final class LoadProgress {
  private static final long INTERVAL = Duration.ofMillis(500).toNanos();
  private static final int LOOK = 256;

  private final Lease lease;
  private long passed;
  private long rejected;
  private long told = System.nanoTime();

  LoadProgress(Lease lease) {
    this.lease = lease;
  }

  void passed(long bytes) {
    passed++;
    look(bytes);
  }

  void rejected(long bytes) {
    rejected++;
    look(bytes);
  }

  long passed() {
    return passed;
  }

  long rejected() {
    return rejected;
  }

  /** Tells the lease how far the work is, now. */
  void tell(long bytes) {
    check(lease);
    lease.progress(passed, rejected, bytes);
  }

  /**
   * @throws Failure {@code CONFLICT} when the work must end
   */
  static void check(Lease lease) {
    if (lease.lost() || Thread.currentThread().isInterrupted()) {
      throw Failure.of(ErrorCode.CONFLICT, "The job was aborted or given to another worker.");
    }
  }

  private void look(long bytes) {
    if ((passed + rejected) % LOOK != 0) {
      return;
    }
    long now = System.nanoTime();
    if (now - told >= INTERVAL) {
      told = now;
      tell(bytes);
    }
  }
}
