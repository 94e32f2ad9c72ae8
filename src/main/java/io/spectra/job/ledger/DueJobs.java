package io.spectra.job.ledger;

import io.spectra.job.machine.Due;
import io.spectra.job.machine.IndexKeys;
import io.spectra.job.machine.JobEntry;
import io.spectra.job.machine.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Watches the clock for one partition: proposes what seems due. This instance's clock may be wrong;
 * the machine judges by the broker's. For one thread.
 */
final class DueJobs {
  static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
  private static final int AT_ONCE = 500;
  private static final Logger LOG = Logger.getLogger(DueJobs.class.getName());

  private final Rules rules;
  private final CommandLog log;
  private Map<Object, Instant> proposed = new HashMap<>();

  DueJobs(Rules rules, CommandLog log) {
    this.rules = rules;
    this.log = log;
  }

  void propose(JobStore store, long clock) {
    Instant now = Instant.ofEpochMilli(clock);
    Map<Object, Instant> still = new HashMap<>();
    for (JobEntry entry : store.indexed("due/", IndexKeys.due(now), AT_ONCE)) {
      Due.next(entry, rules)
          .ifPresent(
              due ->
                  still.put(
                      due,
                      propose(due, now, () -> log.append(due.command(), entry.job().requestId()))));
    }
    for (String together : store.forgotten(now, AT_ONCE)) {
      still.put(together, propose(together, now, () -> log.forget(together)));
    }
    proposed = still;
  }

  private Instant propose(Object what, Instant now, Supplier<CompletableFuture<?>> append) {
    Instant before = proposed.get(what);
    if (before != null && now.isBefore(before.plus(AGAIN_AFTER))) {
      return before;
    }
    append
        .get()
        .exceptionally(
            failure -> {
              LOG.log(Level.WARNING, "Could not propose " + what, failure);
              return null;
            });
    return now;
  }
}
