package io.spectra.job.machine;

import io.spectra.job.IdempotencyKey;
import java.time.Instant;

/**
 * Asks for the bulk job that an earlier submission with the same idempotency key created; creates
 * none. It goes through the log like the submissions do, so that none is overlooked.
 *
 * @param job an id that no job has
 */
public record Recall(String tenant, String job, IdempotencyKey idempotency) implements JobCommand {
  @Override
  public Decision decide(JobEntry entry, Rules rules, Instant now) {
    return Decision.unknown();
  }

  @Override
  public boolean concernsBulk() {
    return false;
  }

  @Override
  public String keyIndex() {
    return IndexKeys.bulkKey(tenant, idempotency.key());
  }
}
