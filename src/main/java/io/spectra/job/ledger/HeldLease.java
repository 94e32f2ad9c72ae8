package io.spectra.job.ledger;

import io.micrometer.core.instrument.Metrics;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Attempt;
import io.spectra.job.Job;
import io.spectra.job.JobError;
import io.spectra.job.JobResult;
import io.spectra.job.Lease;
import io.spectra.job.machine.Answer;
import io.spectra.job.machine.Complete;
import io.spectra.job.machine.Fail;
import io.spectra.job.machine.GiveBack;
import io.spectra.job.machine.Heartbeat;
import io.spectra.job.machine.JobCommand;
import io.spectra.job.machine.Seal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A lease that this process holds. */
final class HeldLease implements Lease {
  private static final Logger LOG = Logger.getLogger(HeldLease.class.getName());

  private final Job job;
  private final Attempt attempt;
  private final String worker;
  private final Commands log;
  private final Executor stopper;
  private final Consumer<Attempt> onClose;
  private final List<Runnable> stops = new ArrayList<>();
  private long answeredNanos;
  private long processed;
  private long failed;
  private long bytes;
  private boolean lost;
  private boolean leaving;
  private boolean concluding;

  /**
   * @param stopper runs what ends the work, which may take its time
   * @param askedNanos when the accepted claim was proposed, by {@link System#nanoTime()}
   */
  HeldLease(
      Job job,
      Attempt attempt,
      String worker,
      Commands log,
      Executor stopper,
      Consumer<Attempt> onClose,
      long askedNanos) {
    this.job = job;
    this.attempt = attempt;
    this.worker = worker;
    this.log = log;
    this.stopper = stopper;
    this.onClose = onClose;
    this.answeredNanos = askedNanos;
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
  public synchronized void progress(long done, long refused, long moved) {
    processed = done;
    failed = refused;
    bytes = moved;
  }

  @Override
  public void onLost(Runnable stop) {
    synchronized (this) {
      if (!lost) {
        stops.add(stop);
        return;
      }
    }
    stop.run();
  }

  @Override
  public synchronized boolean lost() {
    return lost;
  }

  @Override
  public void seal() {
    Seal seal = new Seal(attempt.tenant(), attempt.job(), attempt.number(), worker);
    if (!log.decide(seal, job.requestId()).accepted()) {
      throw Failure.of(ErrorCode.CONFLICT, "The attempt is no longer this worker's.");
    }
  }

  @Override
  public void complete(JobResult result) {
    conclude(new Complete(attempt.tenant(), attempt.job(), attempt.number(), worker, result));
  }

  @Override
  public void fail(JobError error) {
    conclude(new Fail(attempt.tenant(), attempt.job(), attempt.number(), worker, error));
  }

  @Override
  public void giveBack() {
    giveBack(null);
  }

  @Override
  public void giveBack(JobError why) {
    propose(new GiveBack(attempt.tenant(), attempt.job(), attempt.number(), worker, why));
  }

  @Override
  public void close() {
    boolean back;
    synchronized (this) {
      stops.clear();
      back = leaving && !concluding;
    }
    try {
      if (back) {
        giveBack();
      }
    } catch (Failure e) {
      LOG.log(Level.INFO, "The attempt at " + attempt.job() + " expires by itself", e);
    } finally {
      onClose.accept(attempt);
    }
  }

  synchronized Heartbeat heartbeat() {
    return new Heartbeat(
        attempt.tenant(), attempt.job(), attempt.number(), worker, processed, failed, bytes);
  }

  /** Notes that a heartbeat proposed at this time was accepted. */
  synchronized void answered(long proposedNanos) {
    answeredNanos = Math.max(answeredNanos, proposedNanos);
  }

  /** Whether no heartbeat proposed within the given time was accepted. */
  synchronized boolean silentFor(Duration time, long nowNanos) {
    return nowNanos - answeredNanos > time.toNanos();
  }

  /** Ends the work like {@link #lose}; the attempt is given back when the lease is closed. */
  void leave() {
    synchronized (this) {
      leaving = !lost;
    }
    lose();
  }

  /** Ends the work, unless its own end is on the way to the log. */
  void lose() {
    List<Runnable> all;
    synchronized (this) {
      if (lost || concluding) {
        return;
      }
      lost = true;
      Metrics.counter(Leases.LOST).increment();
      all = List.copyOf(stops);
      stops.clear();
    }
    all.forEach(stopper::execute);
  }

  private void conclude(JobCommand end) {
    if (!propose(end).accepted()) {
      Metrics.counter(Leases.REFUSED).increment();
      throw Failure.of(ErrorCode.CONFLICT, "The attempt is no longer this worker's.");
    }
  }

  private Answer propose(JobCommand end) {
    synchronized (this) {
      concluding = true;
    }
    return log.decide(end, job.requestId());
  }
}
