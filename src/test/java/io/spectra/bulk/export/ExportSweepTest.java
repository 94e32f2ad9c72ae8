package io.spectra.bulk.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spectra.OnStack;
import io.spectra.TestConfig;
import io.spectra.TestStack;
import io.spectra.bulk.TestJobs;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OnStack
class ExportSweepTest {
  private static StorageFixture storage;

  /** What the ledger says of the jobs of this test; nothing of one that it does not know. */
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
  @DisplayName("R-056 an attempt that lost goes, the file that is shown stays")
  void losers() {
    String id = JobId.bulk();
    put(id, 1, "lost.csv");
    put(id, 2, "sales.csv");
    put(id, 2, "part-manifest");
    known.put(id, Optional.of(completed(key(id, 2, "sales.csv"))));

    sweep(Map.of("spectra.bulk.export.keep", "36500d"));

    assertThat(storage.keys("exports/acme/" + id)).containsExactly(key(id, 2, "sales.csv"));
  }

  @Test
  @DisplayName("R-056 a file whose time is over goes; one of a job that failed or is unknown, too")
  void expiredAndOrphaned() {
    String expired = JobId.bulk();
    String failed = JobId.bulk();
    String unknown = JobId.bulk();
    put(expired, 1, "sales.csv");
    put(failed, 1, "sales.csv");
    put(unknown, 1, "sales.csv");
    known.put(unknown, Optional.empty());
    known.put(expired, Optional.of(completed(key(expired, 1, "sales.csv"))));
    known.put(failed, Optional.of(TestJobs.failed(new JobError("INVALID_SQL", "no"))));

    sweep(Map.of());

    for (String id : List.of(expired, failed, unknown)) {
      assertThat(storage.keys("exports/acme/" + id)).isEmpty();
    }
  }

  @Test
  @DisplayName(
      "R-060 an attempt at work keeps its objects and its upload; a lost one's are removed")
  void liveAttempt() {
    Job running = TestJobs.export("SELECT 1", ContentType.CSV, Compression.NONE);
    String live = running.id();
    String dead = JobId.bulk();
    known.put(live, Optional.of(running));
    known.put(dead, Optional.empty());
    put(live, 1, "part-000.csv");

    try (ObjectUpload atWork = begun(live);
        ObjectUpload left = begun(dead)) {
      sweep(Map.of());

      assertThat(storage.keys("exports/acme/" + live)).hasSize(1);
      assertThat(storage.openUploads())
          .anyMatch(key -> key.contains(live))
          .noneMatch(key -> key.contains(dead));
      assertThat(atWork.complete()).isPositive();
      assertThat(left.size()).isPositive();
    }
  }

  @Test
  @DisplayName("R-060 nothing young is touched, and nothing while the ledger does not answer")
  void careful() {
    String young = JobId.bulk();
    put(young, 1, "sales.csv");
    known.put(young, Optional.empty());

    sweep(Map.of("spectra.bulk.export.grace", "1h"));
    new ExportSweep(
            new SilentLedger(), storage.contents, config(Map.of()), new SimpleMeterRegistry())
        .run();

    assertThat(storage.keys("exports/acme/" + young)).hasSize(1);
  }

  private void sweep(Map<String, String> settings) {
    new ExportSweep(new Known(known), storage.contents, config(settings), new SimpleMeterRegistry())
        .run();
  }

  private static ExportConfig config(Map<String, String> settings) {
    Map<String, String> all = new java.util.HashMap<>(Map.of("spectra.bulk.export.grace", "0s"));
    all.putAll(settings);
    return TestConfig.of(ExportConfig.class, all);
  }

  private static Job completed(String key) {
    return TestJobs.completed(new JobResult(key, 1, 1, 0, null));
  }

  private static String key(String job, int attempt, String name) {
    return "exports/acme/" + job + "/" + attempt + "/" + name;
  }

  private static void put(String job, int attempt, String name) {
    try (ObjectUpload upload =
        storage.uploads.open(new ObjectSpec(key(job, attempt, name), "text/csv"))) {
      upload.write('x');
      upload.complete();
    }
  }

  /** An upload of which S3 has a part. */
  private static ObjectUpload begun(String job) {
    ObjectUpload upload =
        storage.uploads.open(new ObjectSpec(key(job, 1, "sales.csv"), "text/csv"));
    upload.write(new byte[2 * StorageFixture.PART], 0, 2 * StorageFixture.PART);
    return upload;
  }

  /** A ledger that knows these jobs, and all others of the stack as at work. */
  private record Known(Map<String, Optional<Job>> jobs) implements JobReads {
    @Override
    public Optional<Job> find(String tenant, String id) {
      return jobs.getOrDefault(
          id, Optional.of(TestJobs.export("SELECT 1", ContentType.CSV, Compression.NONE)));
    }

    @Override
    public Optional<byte[]> answer(String tenant, String id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public JobPage list(JobListing listing) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class SilentLedger implements JobReads {
    @Override
    public Optional<Job> find(String tenant, String id) {
      throw Failure.of(ErrorCode.UNAVAILABLE, "The ledger restores.");
    }

    @Override
    public Optional<byte[]> answer(String tenant, String id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public JobPage list(JobListing listing) {
      throw new UnsupportedOperationException();
    }
  }
}
