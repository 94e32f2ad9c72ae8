package io.spectra.bulk.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
import io.spectra.local.relay.Relay;
import io.spectra.storage.StorageFixture;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** An export of three parts, what has to come of it, and what has to be left of it. */
final class ExportCase {
  /** Rows of 135 bytes each: two parts of 5 MB and a third one. */
  static final String ROWS =
      "SELECT g AS id, repeat(md5(g::text), 4) AS text FROM generate_series(1, 100000) g";

  /** The warehouse writes files of 7 MB, so that there are two, each large enough to be copied. */
  static final Map<String, String> UNLOADS =
      Map.of(
          "spectra.bulk.export.way", "unload",
          "spectra.bulk.export.unload.max-file-megabytes", "7");

  private final StorageFixture storage;
  private final String expected;

  /**
   * @param storage the way to S3 that does not break
   */
  ExportCase(StorageFixture storage) throws Exception {
    this.storage = storage;
    this.expected = checksumInTheDatabase();
  }

  /** The same by a warehouse that reaches S3 in another way. */
  static Map<String, String> unloadsThrough(Relay relay) {
    Map<String, String> settings = new HashMap<>(UNLOADS);
    settings.put(
        "spectra.warehouse.url",
        "jdbc:redshift://127.0.0.1:%d/spectra?ssl=false".formatted(relay.port()));
    return settings;
  }

  RecordingLease lease() {
    return new RecordingLease(TestJobs.export(ROWS, ContentType.CSV, Compression.NONE));
  }

  RecordingLease ended(RecordingLease lease) {
    await().atMost(Duration.ofMinutes(1)).until(() -> lease.closed);
    return lease;
  }

  /** The file has every row, by its checksum in the database. */
  void assertComplete(RecordingLease lease) throws Exception {
    assertThat(lease.error).isNull();
    byte[] file = storage.read(lease.result.key());
    assertThat(new String(file, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("id,text\n");
    MessageDigest digest = MessageDigest.getInstance("MD5");
    digest.update(file, 8, file.length - 8);
    assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(expected);
    assertThat(lease.result.sizeBytes()).isEqualTo(file.length);
    assertThat(lease.result.processed()).isEqualTo(100_000);
  }

  /** Another attempt is to follow, and nothing of this one is shown. */
  void assertGivenBack(RecordingLease lease) {
    assertThat(lease.result).isNull();
    assertThat(lease.error).isNotNull();
    assertThat(lease.error.code()).isEqualTo("UNAVAILABLE");
    assertThat(lease.givenBack).isTrue();
  }

  /** After the sweep there is neither an object nor an upload of a job that has ended. */
  void assertSweptClean(RecordingLease lease) {
    sweep(lease);
    assertLeftNothing(lease);
  }

  void assertLeftNothing(RecordingLease lease) {
    assertThat(storage.openUploads()).noneMatch(key -> key.contains(lease.job().id()));
    assertThat(storage.keys("exports/acme/" + lease.job().id())).isEmpty();
  }

  /** With a ledger that does not know this job, and all others of the stack as at work. */
  private void sweep(RecordingLease lease) {
    ExportConfig config =
        TestConfig.of(ExportConfig.class, Map.of("spectra.bulk.export.grace", "0s"));
    new ExportSweep(
            new Without(lease.job().id()), storage.contents, config, new SimpleMeterRegistry())
        .run();
  }

  private static String checksumInTheDatabase() throws Exception {
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
