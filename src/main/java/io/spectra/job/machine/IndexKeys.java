package io.spectra.job.machine;

import io.spectra.job.Job;
import io.spectra.job.JobState;
import io.spectra.job.Operation;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Under which keys a job can be found besides its own. Every index is a prefix, so that a range
 * scan answers it; tenant ids and job ids hold no {@code /}.
 */
public final class IndexKeys {
  /** The prefix of all jobs that wait for their first dispatch. */
  public static final String WAITING = "waiting/";

  /** The prefix of all jobs that are dispatched and not ended. */
  public static final String ACTIVE = "active/";

  private IndexKeys() {}

  /** All index keys of a job; the difference between two entries' keys is what to write. */
  public static Set<String> of(JobEntry entry) {
    Job job = entry.job();
    Set<String> keys = new LinkedHashSet<>();
    if (entry.due() != null) {
      keys.add(due(entry.due()) + job.tenant() + "/" + job.id());
    }
    if (entry.waiting()) {
      keys.add(waiting(job.tenant()) + job.id());
    }
    if (entry.active()) {
      keys.add(active(job.tenant()) + job.id());
    }
    if (entry.key() != null) {
      String key = entry.key().key();
      keys.add(entry.bulk() ? bulkKey(job.tenant(), key) : queryKey(job.tenant(), key));
    }
    if (entry.bulk()) {
      keys.add(listed(job.tenant(), job.state(), null) + job.id());
      keys.add(listed(job.tenant(), null, job.operation()) + job.id());
      keys.add(listed(job.tenant(), job.state(), job.operation()) + job.id());
    } else if (job.result() != null && named(job)) {
      keys.add(warehouse(job.tenant(), job.result().queryId()));
    }
    return keys;
  }

  /** Whether the warehouse knows the query under an id of its own. */
  private static boolean named(Job job) {
    String id = job.result().queryId();
    return id != null && !id.equals(job.id());
  }

  /** The prefix of what is due at this time; the prefixes sort as the times do. */
  public static String due(Instant at) {
    return "due/%013d/".formatted(at.toEpochMilli());
  }

  /** The prefix of a tenant's jobs that wait for their first dispatch, oldest first. */
  public static String waiting(String tenant) {
    return WAITING + tenant + "/";
  }

  /** The prefix of a tenant's jobs that are dispatched and not ended. */
  public static String active(String tenant) {
    return ACTIVE + tenant + "/";
  }

  /** The prefix of a tenant's bulk jobs with a state, an operation, or both; null for any. */
  public static String listed(String tenant, JobState state, Operation operation) {
    return "list/%s/%s/%s/"
        .formatted(tenant, state == null ? "" : state, operation == null ? "" : operation);
  }

  /** The key of the bulk job that holds this idempotency key (R-032: by tenant and endpoint). */
  public static String bulkKey(String tenant, String key) {
    return "key/" + tenant + "/bulk/" + key;
  }

  /** The key of the sync query that holds this idempotency key. */
  public static String queryKey(String tenant, String key) {
    return "key/" + tenant + "/query/" + key;
  }

  /** The key of the sync query that the warehouse knows under this id. */
  public static String warehouse(String tenant, String queryId) {
    return "warehouse/" + tenant + "/" + queryId;
  }
}
