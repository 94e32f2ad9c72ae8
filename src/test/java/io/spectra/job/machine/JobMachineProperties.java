package io.spectra.job.machine;

import static io.spectra.job.machine.Given.JOB;
import static io.spectra.job.machine.Given.RESULT;
import static io.spectra.job.machine.Given.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.job.JobError;
import io.spectra.job.JobState;
import io.spectra.job.Operation;
import io.spectra.job.UploadedPart;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** What holds of every sequence of commands. */
class JobMachineProperties {
  private static final UploadedPart PART = new UploadedPart(1, "uploads/1", "e", null, 1);

  private static final Map<JobState, Set<JobState>> LEGAL =
      Map.of(
          JobState.OPEN,
          EnumSet.of(JobState.UPLOAD_COMPLETE, JobState.ABORTED, JobState.FAILED),
          JobState.UPLOAD_COMPLETE,
          EnumSet.of(JobState.IN_PROGRESS, JobState.ABORTED, JobState.FAILED),
          JobState.IN_PROGRESS,
          EnumSet.of(JobState.JOB_COMPLETE, JobState.FAILED, JobState.ABORTED));

  /** A command that comes some time after the one before. */
  record Step(Duration after, JobCommand command) {}

  @Property(tries = 2_000)
  @Label("R-051: every move is legal, and no ended job is revived")
  void onlyLegalMoves(@ForAll("steps") List<Step> steps) {
    Log log = new Log(Given.rules("5s"));
    for (Step step : steps) {
      JobState before = log.entry() == null ? null : log.job().state();
      log.after(step.after()).apply(step.command());
      JobState after = log.entry() == null ? null : log.job().state();
      if (before != null && after != null && before != after) {
        assertThat(LEGAL.getOrDefault(before, Set.of())).contains(after);
      }
      Statistics.label("state").collect(String.valueOf(after));
    }
  }

  @Property(tries = 2_000)
  @Label("at most one worker is ever told that an attempt is its own")
  void oneWorkerAnAttempt(@ForAll("steps") List<Step> steps) {
    Log log = new Log(Given.rules("5s"));
    Map<Integer, String> winners = new HashMap<>();
    for (Step step : steps) {
      Decision decision = log.after(step.after()).apply(step.command());
      if (step.command() instanceof Submit && decision.events().size() > 0) {
        winners.clear();
      }
      if (step.command() instanceof Claim claim && decision.answer().accepted()) {
        String earlier = winners.putIfAbsent(claim.attempt(), claim.worker());
        assertThat(earlier).isIn(null, claim.worker());
        assertThat(claim.attempt()).isEqualTo(log.job().attempt());
      }
    }
  }

  @Property(tries = 500)
  @Label("replaying the same log gives the same decisions")
  void replay(@ForAll("steps") List<Step> steps) {
    assertThat(run(steps).decisions()).isEqualTo(run(steps).decisions());
  }

  @Property(tries = 1_000)
  @Label("events are numbered without a gap, so that a reader can tell what it missed")
  void revisions(@ForAll("steps") List<Step> steps) {
    long last = 0;
    for (Decision decision : run(steps).decisions()) {
      for (JobEntry event : decision.events()) {
        assertThat(event.revision()).isIn(1L, last + 1);
        last = event.revision();
      }
    }
  }

  @Property(tries = 1_000)
  @Label("whatever is not purged has a next thing that time will do to it")
  void alwaysDue(@ForAll("steps") List<Step> steps) {
    Log log = run(steps);
    if (log.entry() != null) {
      assertThat(log.entry().due()).isNotNull();
      assertThat(new HashSet<>(IndexKeys.of(log.entry()))).anyMatch(key -> key.startsWith("due/"));
    }
  }

  /** Mostly what may be expected to happen to a job at work, and now and then anything. */
  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Duration> pauses =
        Arbitraries.of(0L, 0L, 0L, 1L, 1L, 6L, 16L, 1_900L, 90_000L, 700_000L)
            .map(Duration::ofSeconds);
    return Combinators.combine(pauses, commands()).as(Step::new).list().ofMaxSize(60);
  }

  private static Arbitrary<JobCommand> commands() {
    Arbitrary<Integer> attempts = Arbitraries.of(1, 1, 1, 1, 2, 2, 3);
    Arbitrary<String> workers = Arbitraries.of("w1", "w1", "w2");
    JobError error = new JobError("INTERNAL_ERROR", "no");
    return Arbitraries.frequencyOf(
        List.of(
            often(8, Arbitraries.of(Operation.values()).map(Given::submit)),
            often(6, Arbitraries.just(new Start(TENANT, JOB))),
            often(4, Arbitraries.just(new Start(TENANT, JOB, List.of(PART)))),
            often(1, combine(attempts, workers, (n, w) -> new Seal(TENANT, JOB, n, w))),
            often(8, combine(attempts, workers, (n, w) -> new Claim(TENANT, JOB, n, w))),
            often(4, combine(attempts, workers, (n, w) -> beat(n, w))),
            often(3, attempts.map(n -> new ExpireLease(TENANT, JOB, n))),
            often(2, combine(attempts, workers, (n, w) -> new Complete(TENANT, JOB, n, w, RESULT))),
            often(1, combine(attempts, workers, (n, w) -> new Fail(TENANT, JOB, n, w, error))),
            often(2, combine(attempts, workers, (n, w) -> new GiveBack(TENANT, JOB, n, w, null))),
            often(2, combine(attempts, workers, (n, w) -> new GiveBack(TENANT, JOB, n, w, error))),
            often(1, Arbitraries.of(true, false).map(again -> new Cancel(TENANT, JOB, again))),
            often(1, attempts.map(n -> new Redispatch(TENANT, JOB, n))),
            often(1, Arbitraries.just(new TimeOut(TENANT, JOB))),
            often(3, Arbitraries.just(new Purge(TENANT, JOB)))));
  }

  private static Heartbeat beat(int attempt, String worker) {
    return new Heartbeat(TENANT, JOB, attempt, worker, attempt * 10L, 0, attempt * 100L);
  }

  private static Arbitrary<JobCommand> combine(
      Arbitrary<Integer> attempts,
      Arbitrary<String> workers,
      BiFunction<Integer, String, JobCommand> command) {
    return Combinators.combine(attempts, workers).as(command::apply);
  }

  private static Tuple.Tuple2<Integer, Arbitrary<JobCommand>> often(
      int weight, Arbitrary<? extends JobCommand> command) {
    return Tuple.of(weight, command.map(JobCommand.class::cast));
  }

  private static Log run(List<Step> steps) {
    Log log = new Log(Given.rules("5s"));
    steps.forEach(step -> log.after(step.after()).apply(step.command()));
    return log;
  }
}
