package io.spectra.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Attempt;
import io.spectra.job.Job;
import io.spectra.job.JobListing;
import io.spectra.job.JobResult;
import io.spectra.job.JobState;
import io.spectra.job.Lease;
import io.spectra.job.Move;
import io.spectra.local.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two ledgers of one application that share the partitions. */
class SeveralInstancesTest {
  private static final JobResult RESULT = new JobResult("exports/a/b/1/c.csv", 12, 3, 0, "77");
  private static final List<String> TENANTS =
      IntStream.range(0, 12).mapToObj(number -> "tenant-" + number).toList();

  private final Map<Peer, JobLedger> ledgers = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();

  @TempDir Path folder;

  @Test
  @DisplayName("R-041: whatever an instance is asked about any tenant, the owner's answer comes")
  void routed() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"), 0)) {
      JobLedger one = ledger(broker.bootstrapServers(), new Peer("one", 1));
      JobLedger two = ledger(broker.bootstrapServers(), new Peer("two", 2));
      try {
        both(one, two);
        List<Job> jobs = submit(one);
        allSeen(two, jobs);
        workedElsewhere(two, jobs);
        left(one, two);
        assertThat(asked).as("questions from one instance to the other").hasPositiveValue();
      } finally {
        two.close();
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .ignoreExceptionsInstanceOf(Failure.class)
          .until(
              () -> {
                assertThat(one.readiness()).as("while partitions move").matches(Readiness::ready);
                return TENANTS.stream().allMatch(tenant -> complete(one, tenant));
              });
      one.close();
    }
  }

  private List<Job> submit(JobLedger ledger) {
    List<Job> jobs = new ArrayList<>();
    for (String tenant : TENANTS) {
      jobs.add(ledger.gateway().submit(Given.query(tenant)));
    }
    return jobs;
  }

  private void allSeen(JobLedger ledger, List<Job> jobs) {
    for (Job job : jobs) {
      assertThat(ledger.reads().find(job.tenant(), job.id())).contains(job);
      assertThat(page(ledger, job.tenant())).containsExactly(job);
      assertThat(ledger.reads().find("another", job.id())).isEmpty();
      assertThat(ledger.gateway().move(job.tenant(), job.id(), Move.START, "r").state())
          .isEqualTo(JobState.UPLOAD_COMPLETE);
      assertThatExceptionOfType(Failure.class)
          .isThrownBy(() -> ledger.gateway().move(job.tenant(), "bulk-job-0", Move.START, "r"))
          .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
  }

  private void workedElsewhere(JobLedger ledger, List<Job> jobs) {
    for (Job job : jobs) {
      Attempt first = new Attempt(job.tenant(), job.id(), 1);
      try (Lease lease = ledger.work().claim(first).orElseThrow()) {
        lease.progress(2, 0, 7);
        await().until(() -> ledger.reads().find(job.tenant(), job.id()).get().bytes() == 7);
        lease.complete(RESULT);
        assertThatExceptionOfType(Failure.class)
            .isThrownBy(() -> ledger.gateway().move(job.tenant(), job.id(), Move.CANCEL, "r"))
            .satisfies(
                failure -> assertThat(failure.details()).containsEntry("state", "JobComplete"));
      }
    }
  }

  /** what a leaving worker had is another's at once, and the leaving one is told to stop. */
  private static void left(JobLedger one, JobLedger two) {
    Job job = one.gateway().submit(Given.query("leaving"));
    one.gateway().move("leaving", job.id(), Move.START, "r");
    AtomicInteger stopped = new AtomicInteger();
    try (Lease lease = two.work().claim(new Attempt("leaving", job.id(), 1)).orElseThrow()) {
      lease.onLost(stopped::incrementAndGet);
      two.work().leave();
      await().until(() -> stopped.get() == 1);
    }
    assertThat(one.reads().find("leaving", job.id()).orElseThrow().attempt()).isEqualTo(2);
    try (Lease next = one.work().claim(new Attempt("leaving", job.id(), 2)).orElseThrow()) {
      next.complete(RESULT);
    }
  }

  private static boolean complete(JobLedger ledger, String tenant) {
    return page(ledger, tenant).stream()
        .map(Job::state)
        .toList()
        .equals(List.of(JobState.JOB_COMPLETE));
  }

  private static List<Job> page(JobLedger ledger, String tenant) {
    return ledger
        .reads()
        .list(new JobListing(tenant, Optional.empty(), Optional.empty(), 10, Optional.empty()))
        .jobs();
  }

  private JobLedger ledger(String brokers, Peer address) {
    JobSettings settings =
        Given.at(address, Given.settings(brokers, folder.resolve(address.host()), Given.rules()));
    JobLedger ledger = new JobLedger(settings, tenant -> 5, this::ask);
    ledgers.put(address, ledger);
    ledger.start();
    return ledger;
  }

  private CompletableFuture<byte[]> ask(Peer peer, byte[] question, String traceparent) {
    asked.incrementAndGet();
    return ledgers.get(peer).answer(question);
  }

  /** Until both serve some, and each knows what the other serves. */
  private void both(JobLedger one, JobLedger two) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> serves(one, "serving 3 of 3") && serves(two, "serving 3 of 3"));
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptionsInstanceOf(Failure.class)
        .until(
            () ->
                TENANTS.stream()
                    .allMatch(
                        tenant -> page(one, tenant).isEmpty() && page(two, tenant).isEmpty()));
  }

  private static boolean serves(JobLedger ledger, String what) {
    return ledger.readiness().ready() && ledger.readiness().reason().contains(what);
  }
}
