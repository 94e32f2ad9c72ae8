package io.spectra.job.machine;

import static io.spectra.job.machine.Given.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.job.IdempotencyKey;
import io.spectra.job.JobError;
import io.spectra.job.JobResult;
import io.spectra.job.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever happens to the jobs of a tenant, a key stands for one of them at a time. */
class KeyProperties {
  private static final List<String> KEYS = List.of("k1", "k2");
  private static final List<String> JOBS = List.of("1", "2", "3", "4", "5", "6");

  private static final Duration ALLOWED = Duration.ofSeconds(90);
  private static final JobResult RESULT = new JobResult(null, 9, 3, 0, "77");

  record Step(Duration after, JobCommand command) {}

  @Property(tries = 1_000)
  @Label("R-033: no key is held by two jobs")
  void oneHolder(@ForAll("steps") List<Step> steps) {
    TenantLog log = new TenantLog(Given.rules("never"));
    for (Step step : steps) {
      log.after(step.after()).apply(step.command());
      for (String key : KEYS) {
        assertThat(log.holders(IndexKeys.bulkKey(TENANT, key))).hasSizeLessThan(2);
        assertThat(log.holders(IndexKeys.queryKey(TENANT, key))).hasSizeLessThan(2);
      }
    }
  }

  @Property(tries = 1_000)
  @Label("R-030: within 24 hours a key creates one bulk job, and whoever repeats it is told which")
  void oneJob(@ForAll("steps") List<Step> steps) {
    TenantLog log = new TenantLog(Given.rules("never"));
    Map<String, String> job = new HashMap<>();
    Map<String, Instant> bound = new HashMap<>();
    for (Step step : steps) {
      log.after(step.after());
      boolean known = log.entry(step.command().job()) != null;
      Answer answer = log.apply(step.command()).answer();
      if (known || !(step.command() instanceof Submit submit) || submit.idempotency() == null) {
        continue;
      }
      String key = submit.idempotency().key();
      boolean held =
          bound.containsKey(key) && log.now().isBefore(bound.get(key).plus(Duration.ofHours(24)));
      if (!held) {
        assertThat(answer.accepted() && !answer.repeated()).isTrue();
        job.put(key, submit.job());
        bound.put(key, log.now());
      } else if (answer.accepted()) {
        assertThat(answer.repeated()).isTrue();
        assertThat(answer.job().id()).isEqualTo(job.get(key));
      }
    }
  }

  @Property(tries = 1_000)
  @Label("R-030, R-033: no two queries of one key run or have completed at the same time")
  void oneQuery(@ForAll("steps") List<Step> steps) {
    TenantLog log = new TenantLog(Given.rules("never"));
    for (Step step : steps) {
      String index = step.command().keyIndex();
      boolean known = log.entry(step.command().job()) != null;
      List<JobEntry> held = index == null ? List.of() : log.after(step.after()).holders(index);
      Answer answer = log.apply(step.command()).answer();
      boolean begun = !known && answer.accepted() && !answer.repeated();
      if (begun && step.command() instanceof QueryStarted) {
        assertThat(held).allMatch(entry -> !log.now().isBefore(entry.key().until()));
      }
    }
  }

  @Property(tries = 500)
  @Label("R-007: what holds a key is due no later than the key's end")
  void due(@ForAll("steps") List<Step> steps) {
    TenantLog log = new TenantLog(Given.rules("never"));
    steps.forEach(step -> log.after(step.after()).apply(step.command()));
    for (JobEntry entry : log.entries()) {
      if (entry.key() != null) {
        assertThat(entry.due()).isBeforeOrEqualTo(entry.key().until());
      }
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Duration> pauses = Arbitraries.of(0, 0, 0, 1, 11, 13, 24, 200).map(Duration::ofHours);
    return Combinators.combine(pauses, commands()).as(Step::new).list().ofMaxSize(40);
  }

  private static Arbitrary<JobCommand> commands() {
    Arbitrary<String> jobs = Arbitraries.of(JOBS).map("bulk-job-"::concat);
    Arbitrary<IdempotencyKey> keys =
        Combinators.combine(Arbitraries.of(KEYS), Arbitraries.of("a", "a", "a", "b"))
            .as(IdempotencyKey::new)
            .injectNull(0.2);
    Arbitrary<JobCommand> submits =
        Combinators.combine(jobs, keys)
            .as((job, key) -> (JobCommand) Given.submit(job, Operation.QUERY, key));
    Arbitrary<String> queries = Arbitraries.of(JOBS).map("job-"::concat);
    Arbitrary<JobCommand> starts =
        Combinators.combine(queries, keys)
            .as((job, key) -> new QueryStarted(TENANT, job, "SELECT 1", ALLOWED, key, "r"));
    JobError error = new JobError("INVALID_SQL", "no");
    return Arbitraries.frequencyOf(
        Tuple.of(6, submits),
        Tuple.of(6, starts),
        Tuple.of(2, queries.map(job -> new QueryFinished(TENANT, job, RESULT, null))),
        Tuple.of(1, queries.map(job -> new QueryFinished(TENANT, job, null, error))),
        Tuple.of(1, queries.map(job -> new Cancel(TENANT, job, false))),
        Tuple.of(1, queries.map(job -> new TimeOut(TENANT, job))),
        Tuple.of(1, queries.map(job -> new ForgetKey(TENANT, job))),
        Tuple.of(1, queries.map(job -> new Purge(TENANT, job))),
        Tuple.of(1, jobs.map(job -> new Start(TENANT, job))),
        Tuple.of(1, jobs.map(job -> new Cancel(TENANT, job, true))),
        Tuple.of(1, jobs.map(job -> new ForgetKey(TENANT, job))),
        Tuple.of(1, jobs.map(job -> new TimeOut(TENANT, job))),
        Tuple.of(1, jobs.map(job -> new Purge(TENANT, job))));
  }
}
