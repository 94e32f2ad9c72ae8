package io.spectra.job.ledger;

import io.spectra.job.Job;
import io.spectra.job.JobId;
import io.spectra.job.machine.IndexKeys;
import io.spectra.job.machine.JobEntry;
import io.spectra.job.machine.JobMachine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** One partition's jobs and their index, for the thread that applies commands. */
final class JobStore {
  static final String JOBS = "jobs";
  static final String INDEX = "job-index";
  static final String ANSWERS = "query-answers";
  static final String QUERIES = "ended-queries";
  private static final String APPLIED = "applied";
  private static final String CONCURRENCY = "concurrency/";
  private static final String SEPARATOR = "\n";

  private final KeyValueStore<String, JobEntry> jobs;
  private final KeyValueStore<String, String> index;
  private final KeyValueStore<String, byte[]> answers;
  private final KeyValueStore<String, byte[]> queries;
  private final JobMachine machine;

  /**
   * @param context in which the stores are found
   * @param machine decides what an ended query is
   */
  JobStore(ProcessorContext<?, ?> context, JobMachine machine) {
    this.jobs = context.getStateStore(JOBS);
    this.index = context.getStateStore(INDEX);
    this.answers = context.getStateStore(ANSWERS);
    this.queries = context.getStateStore(QUERIES);
    this.machine = machine;
  }

  /** A job's key: a tenant's jobs lie together, in the order of their creation. */
  static String key(String tenant, String job) {
    return tenant + "/" + job;
  }

  /** The job, null when there is none. */
  JobEntry find(String tenant, String job) {
    String key = key(tenant, job);
    JobEntry found = jobs.get(key);
    if (found != null || JobId.ofBulk(job)) {
      return found;
    }
    byte[] ended = queries.get(key);
    return ended == null ? null : StoredQuery.read(ended).entry(machine);
  }

  /** Keeps queries of one tenant that ended, none of which is known, until all are forgotten. */
  void keep(List<StoredQuery> ended, Instant until) {
    List<String> keys = new ArrayList<>(ended.size());
    for (StoredQuery query : ended) {
      String key = key(query.end().tenant(), query.end().job());
      queries.put(key, query.stored());
      query.name().ifPresent(name -> index.put(name, key));
      keys.add(key);
    }
    index.put(ForgottenQueries.key(until, keys.get(0)), String.join(SEPARATOR, keys));
  }

  /** Forgets the queries under an index key of {@link ForgottenQueries}, if it is still there. */
  void forget(String together) {
    String keys = index.delete(together);
    for (String key : keys == null ? new String[0] : keys.split(SEPARATOR)) {
      byte[] ended = queries.delete(key);
      if (ended != null) {
        StoredQuery.read(ended).name().ifPresent(index::delete);
      }
    }
  }

  /** The index keys of queries that are to be forgotten at this time, at most as many. */
  List<String> forgotten(Instant now, int most) {
    List<String> found = new ArrayList<>();
    try (KeyValueIterator<String, String> keys =
        index.range(ForgottenQueries.first(), ForgottenQueries.from(now))) {
      while (keys.hasNext() && found.size() < most) {
        found.add(keys.next().key);
      }
    }
    return found;
  }

  /** The job that an index key names, null when there is none. */
  JobEntry named(String indexKey) {
    String key = index.get(indexKey);
    return key == null ? null : jobs.get(key);
  }

  /** Keeps the answer of a query with its record. */
  void keepAnswer(Job query, byte[] answer) {
    answers.put(key(query.tenant(), query.id()), answer);
  }

  /** Replaces a job; null stands for none on either side. */
  void replace(JobEntry before, JobEntry after) {
    JobEntry either = after == null ? before : after;
    String key = key(either.job().tenant(), either.job().id());
    jobs.put(key, after);
    if (after == null && !before.bulk()) {
      answers.delete(key);
    }
    Set<String> old = before == null ? Set.of() : IndexKeys.of(before);
    Set<String> fresh = after == null ? Set.of() : IndexKeys.of(after);
    old.stream().filter(entry -> !fresh.contains(entry)).forEach(index::delete);
    fresh.stream().filter(entry -> !old.contains(entry)).forEach(entry -> index.put(entry, key));
  }

  /** The last offset applied to this partition, -1 for none. */
  long applied() {
    String offset = index.get(APPLIED);
    return offset == null ? -1 : Long.parseLong(offset);
  }

  void applied(long offset) {
    index.put(APPLIED, Long.toString(offset));
  }

  /** How many jobs of a tenant may be dispatched at the same time; empty when nobody has said. */
  OptionalInt concurrency(String tenant) {
    String most = index.get(CONCURRENCY + tenant);
    return most == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(most));
  }

  void concurrency(String tenant, int most) {
    index.put(CONCURRENCY + tenant, Integer.toString(most));
  }

  /** The jobs whose index keys begin so, in the order of these keys, at most as many. */
  List<JobEntry> indexed(String prefix, int most) {
    return indexed(prefix, prefix + Character.MAX_VALUE, most);
  }

  /** How much waits and is at work here; counts keys, so that no job is read. */
  LedgerMeter.Backlog backlog() {
    return new LedgerMeter.Backlog(count(IndexKeys.WAITING), count(IndexKeys.ACTIVE));
  }

  private long count(String prefix) {
    long found = 0;
    try (KeyValueIterator<String, String> keys =
        index.range(prefix, prefix + Character.MAX_VALUE)) {
      while (keys.hasNext()) {
        keys.next();
        found++;
      }
    }
    return found;
  }

  /** The jobs whose index keys lie between, in the order of these keys, at most as many. */
  List<JobEntry> indexed(String from, String to, int most) {
    List<JobEntry> found = new ArrayList<>();
    try (KeyValueIterator<String, String> keys = index.range(from, to)) {
      while (keys.hasNext() && found.size() < most) {
        KeyValue<String, String> next = keys.next();
        found.add(jobs.get(next.value));
      }
    }
    return found;
  }
}
