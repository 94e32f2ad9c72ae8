package io.spectra.job.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A command log of many jobs in memory, with the index of their idempotency keys. */
final class TenantLog {
  private final JobMachine machine;
  private final Map<String, JobEntry> entries = new LinkedHashMap<>();
  private Instant now = Given.T0;

  TenantLog(Rules rules) {
    machine = new JobMachine(rules);
  }

  /** Applies a command as the processor does. */
  Decision apply(JobCommand command) {
    JobEntry holder = command.keyIndex() == null ? null : holder(command.keyIndex());
    Decision decision = machine.decide(entries.get(command.job()), holder, command, now);
    if (decision.freed() != null) {
      entries.put(decision.freed().job().id(), decision.freed());
    }
    if (decision.outcome() == Decision.Outcome.STORE) {
      entries.put(command.job(), decision.entry());
    } else if (decision.outcome() == Decision.Outcome.REMOVE) {
      entries.remove(command.job());
    }
    return decision;
  }

  TenantLog after(Duration time) {
    now = now.plus(time);
    return this;
  }

  Instant now() {
    return now;
  }

  JobEntry entry(String job) {
    return entries.get(job);
  }

  List<JobEntry> entries() {
    return List.copyOf(entries.values());
  }

  /** All jobs that hold a key; of which there may be one. */
  List<JobEntry> holders(String keyIndex) {
    List<JobEntry> all = new ArrayList<>(entries.values());
    all.removeIf(entry -> !IndexKeys.of(entry).contains(keyIndex));
    return all;
  }

  private JobEntry holder(String keyIndex) {
    List<JobEntry> all = holders(keyIndex);
    return all.isEmpty() ? null : all.get(0);
  }
}
