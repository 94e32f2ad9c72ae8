package io.spectra.bulk.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.bulk.RecordingLease;
import io.spectra.job.Attempt;
import io.spectra.local.relay.FaultyS3;
import io.spectra.local.relay.FaultyS3.Fault;
import io.spectra.storage.StorageFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exports by stream when what they need breaks in the middle. */
@OnStack
class ExportFaultTest {
  private static StorageFixture storage;
  private static ExportCase export;

  @BeforeAll
  static void start() throws Exception {
    storage = new StorageFixture(TestStack.s3Access());
    export = new ExportCase(storage);
  }

  @AfterAll
  static void stop() {
    storage.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"SERVER_ERROR", "RESET", "STALL", "TRICKLE"})
  @DisplayName("R-060 S3 that breaks under a part gives the attempt back")
  void storageBreaks(Fault fault) throws Exception {
    RecordingLease first = export.lease();
    try (FaultyS3 line = new FaultyS3(fault, "partNumber=2", 0);
        StorageFixture broken = new StorageFixture(line.access(), "1h", "5M", "500ms");
        ExportFixture exports = new ExportFixture(broken)) {
      export.ended(exports.begin(first));
      assertThat(line.isBroken()).isTrue();
    }
    export.assertGivenBack(first);
    export.assertSweptClean(first);
  }

  @Test
  @DisplayName("R-060 S3 that is slow, and yet takes every part in time, gets the whole file")
  void storageIsSlow() throws Exception {
    try (FaultyS3 line = new FaultyS3(Fault.SLOW, "partNumber=1", 0);
        StorageFixture slow = new StorageFixture(line.access());
        ExportFixture exports = new ExportFixture(slow)) {
      export.assertComplete(export.ended(exports.begin(export.lease())));
      assertThat(line.isBroken()).isTrue();
    }
  }

  @Test
  @DisplayName(
      "R-060 a warehouse connection that drops gives the attempt back; the next is complete")
  void connectionDrops() throws Exception {
    RecordingLease lease = export.lease();
    // Whoever begins the upload waits for S3, and most of the rows are still to come.
    try (FaultyS3 line = new FaultyS3(Fault.NONE, "POST .*uploads", 0);
        StorageFixture watched = new StorageFixture(line.whenBroken(this::terminate).access());
        ExportFixture exports = new ExportFixture(watched)) {
      export.ended(exports.begin(lease));
      export.assertGivenBack(lease);
      export.assertLeftNothing(lease);

      Attempt second = new Attempt(lease.job().tenant(), lease.job().id(), 2);
      export.assertComplete(export.ended(exports.begin(lease.forAttempt(second))));
    }
  }

  private void terminate() {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT g AS id,%'"
              + " AND usename = 'spectra_acme'");
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
