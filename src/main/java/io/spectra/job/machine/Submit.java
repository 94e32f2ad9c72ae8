package io.spectra.job.machine;

import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.job.IdempotencyKey;
import io.spectra.job.Job;
import io.spectra.job.JobState;
import io.spectra.job.LoadOptions;
import io.spectra.job.Operation;
import java.time.Instant;

/**
 * Creates a bulk job; a query job that is to start at once is started in the same breath.
 *
 * @param concurrency how many jobs of the tenant may be dispatched at the same time; null
 *     in commands of earlier versions
 */
public record Submit(
    String tenant,
    String job,
    Operation operation,
    String object,
    String query,
    ContentType contentType,
    Compression compression,
    LoadOptions load,
    IdempotencyKey idempotency,
    Integer concurrency,
    String requestId,
    String traceparent)
    implements JobCommand {
  @Override
  public Decision create(Rules rules, Instant now) {
    KeyBinding key = KeyBinding.of(idempotency, now.plus(rules.keepKeys()), true);
    Decision created = Decision.told(JobEntry.created(open(now)).keyed(key));
    boolean atOnce = operation == Operation.QUERY && rules.autostart().atOnce();
    return atOnce
        ? created.then(new Start(tenant, job).decide(created.entry(), rules, now))
        : created;
  }

  @Override
  public Decision decide(JobEntry entry, Rules rules, Instant now) {
    return Decision.unchanged(entry.job());
  }

  @Override
  public String keyIndex() {
    return idempotency == null ? null : IndexKeys.bulkKey(tenant, idempotency.key());
  }

  private Job open(Instant now) {
    return new Job(
        job,
        tenant,
        operation,
        object,
        query,
        contentType,
        compression,
        load,
        JobState.OPEN,
        0,
        0,
        0,
        0,
        null,
        null,
        now,
        now,
        null,
        null,
        requestId,
        traceparent);
  }
}
