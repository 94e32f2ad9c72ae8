package io.spectra.bulk;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Attempt;
import io.spectra.job.Job;
import io.spectra.job.JobError;
import io.spectra.job.JobResult;
import io.spectra.job.Lease;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A lease whose ledger is the test: it remembers what the worker proposed. */
public final class RecordingLease implements Lease {
  public final List<Long> progress = new CopyOnWriteArrayList<>();
  public volatile JobResult result;
  public volatile JobError error;
  public volatile boolean givenBack;
  public volatile boolean closed;
  private final Job job;
  private final Attempt attempt;
  private final List<Runnable> stops = new ArrayList<>();
  private volatile boolean lost;

  public RecordingLease(Job job) {
    this(job, new Attempt(job.tenant(), job.id(), job.attempt()));
  }

  private RecordingLease(Job job, Attempt attempt) {
    this.job = job;
    this.attempt = attempt;
  }

  /** A new lease of the same job for another attempt. */
  public RecordingLease forAttempt(Attempt other) {
    return new RecordingLease(job, other);
  }

  /** The job is aborted, or the lease goes to another worker. */
  public synchronized void lose() {
    lost = true;
    stops.forEach(Runnable::run);
    stops.clear();
  }

  @Override
  public Job job() {
    return job;
  }

  @Override
  public Attempt attempt() {
    return attempt;
  }

  @Override
  public void progress(long processed, long failed, long bytes) {
    progress.add(processed);
  }

  @Override
  public synchronized void onLost(Runnable stop) {
    if (lost) {
      stop.run();
    } else {
      stops.add(stop);
    }
  }

  @Override
  public boolean lost() {
    return lost;
  }

  @Override
  public void seal() {
    if (lost) {
      throw Failure.of(ErrorCode.CONFLICT, "lost");
    }
  }

  @Override
  public void complete(JobResult proposed) {
    if (lost) {
      throw Failure.of(ErrorCode.CONFLICT, "lost");
    }
    result = proposed;
  }

  @Override
  public void fail(JobError proposed) {
    error = proposed;
  }

  @Override
  public void giveBack() {
    givenBack = true;
  }

  @Override
  public void giveBack(JobError why) {
    givenBack = true;
    error = why;
  }

  @Override
  public void close() {
    closed = true;
  }
}
