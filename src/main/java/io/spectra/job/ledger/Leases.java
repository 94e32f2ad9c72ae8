package io.spectra.job.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.spectra.job.Attempt;
import io.spectra.job.JobId;
import io.spectra.job.JobState;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The leases that this process holds: keeps them alive, and ends the work of those it lost. */
final class Leases implements AutoCloseable {
  static final String LOST = "spectra.leases.lost";
  static final String REFUSED = "spectra.leases.refused";

  private static final Logger LOG = Logger.getLogger(Leases.class.getName());

  private final Set<Attempt> reserved = ConcurrentHashMap.newKeySet();
  private final Map<Attempt, HeldLease> held = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "spectra-leases");
            thread.setDaemon(true);
            return thread;
          });
  private final Commands log;
  private final Duration heartbeat;
  private final Duration silence;
  private volatile boolean left;

  /**
   * @param heartbeat how often the log is told that the work goes on
   * @param lease after how much silence the log gives the work to another; half of it makes this
   *     side stop
   */
  Leases(Commands log, Duration heartbeat, Duration lease) {
    this.log = log;
    this.heartbeat = heartbeat;
    this.silence = lease.dividedBy(2);
    Gauge.builder("spectra.leases.held", held, Map::size)
        .description("Attempts at bulk jobs that this instance holds")
        .register(Metrics.globalRegistry);
    Counter.builder(LOST)
        .description("Leases lost before their work ended: aborted jobs, or silence")
        .register(Metrics.globalRegistry);
    Counter.builder(REFUSED)
        .description(
            "Attempts whose end came too late: another one had begun, or the job had ended")
        .register(Metrics.globalRegistry);
  }

  void start() {
    clock.scheduleAtFixedRate(
        this::beat, heartbeat.toMillis(), heartbeat.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Sets an attempt aside for one thread; false when another one has it. */
  boolean reserve(Attempt attempt) {
    return reserved.add(attempt);
  }

  void hold(HeldLease lease) {
    held.put(lease.attempt(), lease);
    if (left) {
      lease.leave();
    }
  }

  /** Ends the work on all leases, those to come included. */
  void leave() {
    left = true;
    held.values().forEach(HeldLease::leave);
  }

  void release(Attempt attempt) {
    held.remove(attempt);
    reserved.remove(attempt);
  }

  /** Whether the job of this key may be at work here: no sync query is. */
  boolean holds(String key) {
    return !held.isEmpty() && JobId.ofBulk(key.substring(key.indexOf('/') + 1));
  }

  /** Ends the work on a job that has ended, or that a later attempt took over. */
  void heard(JobEvent event) {
    JobEvent.Data job = event.data();
    boolean ended = event.is(JobState.ABORTED) || event.is(JobState.FAILED);
    held.values().stream()
        .filter(lease -> lease.attempt().job().equals(job.job()))
        .filter(lease -> lease.attempt().tenant().equals(job.tenant()))
        .filter(lease -> ended || job.attempt() > lease.attempt().number())
        .forEach(HeldLease::lose);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private void beat() {
    try {
      held.values().forEach(this::beat);
    } catch (RuntimeException e) {
      // Left to itself it would end all later heartbeats in silence.
      LOG.log(Level.SEVERE, "A heartbeat failed", e);
    }
  }

  private void beat(HeldLease lease) {
    long now = System.nanoTime();
    if (lease.silentFor(silence, now)) {
      lease.lose();
    }
    log.propose(lease.heartbeat(), lease.job().requestId())
        .whenComplete(
            (answer, failure) -> {
              if (failure == null && answer.accepted()) {
                lease.answered(now);
              } else if (failure == null) {
                lease.lose();
              }
            });
  }
}
