package io.spectra.bulk;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Attempt;
import io.spectra.job.JobWork;
import io.spectra.job.Lease;
import jakarta.inject.Singleton;
import java.time.Duration;
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
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final Duration LEAVING = Duration.ofSeconds(8);

  private final JobWork work;
  private final Workers workers;
  private final BulkConfig config;
  private final Semaphore free;
  private volatile boolean leaving;

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
    if (leaving) {
      Thread.sleep(PAUSE.toMillis());
      throw Failure.of(ErrorCode.UNAVAILABLE, "This instance stops.");
    }
    if (!free.tryAcquire(config.workerWait().toMillis(), TimeUnit.MILLISECONDS)) {
      throw Failure.of(ErrorCode.UNAVAILABLE, "No worker is free.");
    }
    boolean handed = false;
    try {
      Optional<Lease> lease = claim(attempt);
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

  /** Takes no task any more: those that are offered are left to the other instances. */
  void close() {
    leaving = true;
  }

  /** Before the routes stop: what is at work here goes to others, promptly. */
  void leave() {
    work.leave();
    workers.await(LEAVING);
  }

  /** Asks again while the ledger moves or restores: offering the task again costs more. */
  private Optional<Lease> claim(Attempt attempt) throws InterruptedException {
    long deadline = System.nanoTime() + config.workerWait().toNanos();
    while (true) {
      try {
        return work.claim(attempt);
      } catch (Failure failure) {
        if (failure.code() != ErrorCode.UNAVAILABLE || System.nanoTime() > deadline) {
          throw failure;
        }
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }
}
