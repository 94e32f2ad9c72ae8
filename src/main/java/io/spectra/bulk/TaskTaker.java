package io.spectra.bulk;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Attempt;
import io.spectra.job.JobWork;
import io.spectra.job.Lease;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Body;

/**
 * Takes tasks while workers are free. When {@link #take} returns, the log has decided who does the
 * attempt, so the task's offset may be committed: offsets deliver, leases complete.
 */
@Singleton
public class TaskTaker {
  private final JobWork work;
  private final Workers workers;
  private final BulkConfig config;
  private final Semaphore free;

  TaskTaker(JobWork work, Workers workers, BulkConfig config) {
    this.work = work;
    this.workers = workers;
    this.config = config;
    this.free = new Semaphore(config.workers());
  }

  /**
   * Claims the attempt and hands it to a worker; does nothing when it is not to be done any more.
   *
   * @throws Failure {@code UNAVAILABLE} when no worker was free in time or the log gave no answer:
   *     the task is to be offered again
   */
  public void take(@Body Attempt attempt) throws InterruptedException {
    if (!free.tryAcquire(config.workerWait().toMillis(), TimeUnit.MILLISECONDS)) {
      throw Failure.of(ErrorCode.UNAVAILABLE, "No worker is free.");
    }
    boolean handed = false;
    try {
      Optional<Lease> lease = work.claim(attempt);
      if (lease.isPresent()) {
        workers.start(lease.get(), free::release);
        handed = true;
      }
    } finally {
      if (!handed) {
        free.release();
      }
    }
  }
}
