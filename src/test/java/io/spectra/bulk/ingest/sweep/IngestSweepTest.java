package io.spectra.bulk.ingest.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spectra.OnStack;
import io.spectra.TestConfig;
import io.spectra.TestStack;
import io.spectra.bulk.TestJobs;
import io.spectra.bulk.ingest.IngestConfig;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.job.Job;
import io.spectra.job.JobError;
import io.spectra.job.JobId;
import io.spectra.job.JobListing;
import io.spectra.job.JobPage;
import io.spectra.job.JobReads;
import io.spectra.job.JobResult;
import io.spectra.storage.ObjectSpec;
import io.spectra.storage.ObjectUpload;
import io.spectra.storage.StorageFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is removed behind loads, from a real bucket, and what never is. */
@OnStack
class IngestSweepTest {
  private static final Job AT_WORK = TestJobs.export("SELECT 1", ContentType.CSV, Compression.NONE);
  private static final Job COMPLETE = TestJobs.completed(new JobResult(null, 0, 1, 0, null));
  private static final Job FAILED = TestJobs.failed(new JobError("INVALID_REQUEST", "no"));
  private static StorageFixture storage;

  /** What the ledger says of the jobs of this test; all others of the stack are at work. */
  private final Map<String, Optional<Job>> known = new ConcurrentHashMap<>();

  @BeforeAll
  static void start() {
    storage = new StorageFixture(TestStack.s3Access());
  }

  @AfterAll
  static void stop() {
    storage.close();
  }

  @Test
  @DisplayName("R-053 the files of jobs that ended or are unknown go, those of others stay")
  void uploads() {
    String live = put(Optional.of(AT_WORK), "uploads/acme/%s/part-0001");
    String complete = put(Optional.of(COMPLETE), "uploads/acme/%s/part-0001");
    String failed = put(Optional.of(FAILED), "uploads/acme/%s/part-0001");
    String unknown = put(Optional.empty(), "uploads/acme/%s/part-0002");

    sweep(Map.of("spectra.ingest.keep-uploads", "1d"));
    assertThat(there(live) && there(complete) && there(failed)).as("just uploaded").isTrue();
    assertThat(there(unknown)).isFalse();

    sweep(Map.of("spectra.ingest.keep-uploads", "0s"));
    assertThat(there(live)).isTrue();
    assertThat(there(complete) || there(failed)).isFalse();
  }

  @Test
  @DisplayName("R-060 what an attempt at work has staged stays, what others left goes")
  void staging() {
    String live = put(Optional.of(AT_WORK), "staging/acme/%s/1/000001/000001.txt");
    String complete = put(Optional.of(COMPLETE), "staging/acme/%s/1/000001/000001.txt");
    String strange = "staging/strange.txt";
    write(strange);

    sweep(Map.of());

    assertThat(there(live)).isTrue();
    assertThat(there(complete)).isFalse();
    assertThat(there(strange)).as("not a load's").isTrue();
  }

  @Test
  @DisplayName("R-060 nothing young is touched, and nothing while the ledger does not answer")
  void careful() {
    String young = put(Optional.empty(), "uploads/acme/%s/part-0001");
    sweep(Map.of("spectra.ingest.grace", "1h"));
    assertThat(there(young)).isTrue();

    sweep(
        Map.of(),
        job -> {
          throw Failure.of(ErrorCode.UNAVAILABLE, "The ledger restores.");
        });
    assertThat(there(young)).isTrue();
  }

  @Test
  @DisplayName(
      "R-053 a file's time runs from its job's end, or from its upload where that is later")
  void time() {
    Instant now = Instant.parse("2026-02-10T00:00:00Z");
    Instant end = COMPLETE.endedAt();
    LeftObject upload = new LeftObject("acme", "bulk-job-1", 0);
    LeftObject staged = new LeftObject("acme", "bulk-job-1", 1);
    LeftRules rules = new LeftRules(Duration.between(end, now), Duration.ofHours(1), now);
    LeftRules later = new LeftRules(rules.keep(), rules.grace(), now.plusSeconds(1));

    assertThat(rules.sweeps(upload, end.minusSeconds(9), Optional.of(COMPLETE))).isFalse();
    assertThat(later.sweeps(upload, end.minusSeconds(9), Optional.of(COMPLETE))).isTrue();
    assertThat(later.sweeps(upload, end.plusSeconds(9), Optional.of(COMPLETE))).isFalse();
    assertThat(rules.sweeps(staged, end.minusSeconds(9), Optional.of(COMPLETE))).isTrue();
    assertThat(rules.sweeps(staged, end.minusSeconds(9), Optional.of(second()))).isTrue();
    assertThat(rules.sweeps(upload, end.minusSeconds(9), Optional.of(second()))).isFalse();
  }

  /** A job whose second attempt is at work. */
  private static Job second() {
    return new Job(
        AT_WORK.id(),
        AT_WORK.tenant(),
        AT_WORK.operation(),
        AT_WORK.object(),
        AT_WORK.query(),
        AT_WORK.contentType(),
        AT_WORK.compression(),
        AT_WORK.load(),
        AT_WORK.state(),
        2,
        0,
        0,
        0,
        null,
        null,
        AT_WORK.createdAt(),
        AT_WORK.updatedAt(),
        AT_WORK.startedAt(),
        null,
        AT_WORK.requestId(),
        null);
  }

  private String put(Optional<Job> job, String key) {
    String id = JobId.bulk();
    known.put(id, job);
    write(key.formatted(id));
    return key.formatted(id);
  }

  private static void write(String key) {
    try (ObjectUpload upload = storage.uploads.open(new ObjectSpec(key, "text/csv"))) {
      upload.write('x');
      upload.complete();
    }
  }

  private static boolean there(String key) {
    return storage.contents.exists(key);
  }

  private void sweep(Map<String, String> settings) {
    sweep(settings, id -> known.getOrDefault(id, Optional.of(AT_WORK)));
  }

  private static void sweep(Map<String, String> settings, Function<String, Optional<Job>> ledger) {
    Map<String, String> all = new java.util.HashMap<>(Map.of("spectra.ingest.grace", "0s"));
    all.putAll(settings);
    IngestConfig config = TestConfig.of(IngestConfig.class, all);
    new IngestSweep(new Known(ledger), storage.contents, config, new SimpleMeterRegistry()).run();
  }

  private record Known(Function<String, Optional<Job>> ledger) implements JobReads {
    @Override
    public Optional<Job> find(String tenant, String id) {
      return ledger.apply(id);
    }

    @Override
    public Optional<byte[]> answer(String tenant, String id) {
      return Optional.empty();
    }

    @Override
    public JobPage list(JobListing listing) {
      throw new IllegalArgumentException("nobody lists");
    }
  }
}
