package io.spectra.bulk.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spectra.OnStack;
import io.spectra.TestConfig;
import io.spectra.TestStack;
import io.spectra.bulk.RecordingLease;
import io.spectra.bulk.TestJobs;
import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.job.Job;
import io.spectra.job.JobListing;
import io.spectra.job.JobPage;
import io.spectra.job.JobReads;
import io.spectra.local.relay.FaultyS3;
import io.spectra.storage.StorageFixture;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exports when what they need breaks in the middle. */
@OnStack
class ExportFaultTest {
  private static final String ROWS =
      "SELECT g AS id, repeat(md5(g::text), 4) AS text FROM generate_series(1, 200000) g";

  private static StorageFixture storage;

  @BeforeAll
  static void start() {
    storage = new StorageFixture(TestStack.s3Access());
  }

  @AfterAll
  static void stop() {
    storage.close();
  }

  @ParameterizedTest
  @EnumSource(FaultyS3.Fault.class)
  @DisplayName("R-060 S3 that breaks under a part gives the attempt back; the next one is complete")
  void storageBreaks(FaultyS3.Fault fault) throws Exception {
    RecordingLease lease;
    try (FaultyS3 line = new FaultyS3(fault, "partNumber=3", 0);
        StorageFixture broken = new StorageFixture(line.access());
        ExportFixture exports = new ExportFixture(broken)) {
      lease = exports.begin(lease());
      await().atMost(Duration.ofMinutes(1)).until(() -> lease.closed);
      assertThat(line.isBroken()).isTrue();
    }

    assertThat(lease.result).isNull();
    assertThat(lease.givenBack).isTrue();
    assertThat(lease.error.code()).isEqualTo("UNAVAILABLE");
    try (ExportFixture exports = new ExportFixture(storage)) {
      RecordingLease second = exports.begin(lease());
      await().atMost(Duration.ofMinutes(1)).until(() -> second.closed);
      assertThat(md5(second)).isEqualTo(expected());
    }
    sweep(lease);
    assertThat(storage.openUploads()).noneMatch(key -> key.contains(lease.job().id()));
    assertThat(storage.keys("exports/acme/" + lease.job().id())).isEmpty();
  }

  @Test
  @DisplayName("R-060 a warehouse connection that drops in the middle gives the attempt back")
  void connectionDrops() throws Exception {
    try (ExportFixture exports = new ExportFixture(storage)) {
      RecordingLease lease = exports.begin(lease());
      await().until(() -> storage.openUploads().stream().anyMatch(in(lease)));

      terminate();

      await().atMost(Duration.ofSeconds(30)).until(() -> lease.closed);
      assertThat(lease.result).isNull();
      assertThat(lease.givenBack).isTrue();
      assertLeftNothing(lease);
    }
  }

  @Test
  @DisplayName("R-043 an export that is cancelled at any moment leaves its whole file or nothing")
  void cancelledAnytime() throws Exception {
    Random random = new Random(7);
    try (ExportFixture exports = new ExportFixture(storage)) {
      for (int i = 0; i < 8; i++) {
        RecordingLease lease = exports.begin(lease());
        Thread.sleep(random.nextInt(600));

        lease.lose();

        await().atMost(Duration.ofSeconds(20)).until(() -> lease.closed);
        assertThat(lease.error).isNull();
        assertThat(lease.givenBack).isFalse();
        if (lease.result == null) {
          sweep(lease);
          assertLeftNothing(lease);
        } else {
          assertThat(md5(lease)).isEqualTo(expected());
        }
      }
    }
  }

  private static RecordingLease lease() {
    return new RecordingLease(TestJobs.export(ROWS, ContentType.CSV, Compression.NONE));
  }

  private static java.util.function.Predicate<String> in(RecordingLease lease) {
    return key -> key.contains(lease.job().id());
  }

  private static void assertLeftNothing(RecordingLease lease) {
    assertThat(storage.openUploads()).noneMatch(in(lease));
    assertThat(storage.keys("exports/")).noneMatch(in(lease));
  }

  /** With a ledger that does not know this job, and all others of the stack as at work. */
  private static void sweep(RecordingLease lease) {
    ExportConfig config =
        TestConfig.of(ExportConfig.class, Map.of("spectra.bulk.export.grace", "0s"));
    new ExportSweep(
            new Without(lease.job().id()), storage.contents, config, new SimpleMeterRegistry())
        .run();
  }

  private static void terminate() throws Exception {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT g AS id,%'"
              + " AND usename = 'spectra_acme'");
    }
  }

  private static String md5(RecordingLease lease) throws Exception {
    byte[] file = storage.read(lease.result.key());
    byte[] rows = Arrays.copyOfRange(file, "id,text\n".length(), file.length);
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(rows));
  }

  private static String expected() throws Exception {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT md5(string_agg(id || ',' || text || chr(10), '' ORDER BY id)) FROM ("
                    + ROWS
                    + ") q")) {
      rows.next();
      return rows.getString(1);
    }
  }

  private record Without(String job) implements JobReads {
    @Override
    public Optional<Job> find(String tenant, String id) {
      return id.equals(job)
          ? Optional.empty()
          : Optional.of(TestJobs.export("SELECT 1", ContentType.CSV, Compression.NONE));
    }

    @Override
    public Optional<byte[]> answer(String tenant, String id) {
      return Optional.empty();
    }

    @Override
    public JobPage list(JobListing listing) {
      throw new UnsupportedOperationException();
    }
  }
}
