package io.spectra.bulk.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.bulk.RecordingLease;
import io.spectra.bulk.TestJobs;
import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.local.S3Server;
import io.spectra.local.relay.Relay;
import io.spectra.storage.StorageFixture;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Exports when a disk of the laptop stack is full; skipped where this process may not mount one.
 */
@OnStack
class FullDiskTest {
  /** In MB: less than what the export has, and than what sorting it takes. */
  private static final int SMALL = 12;

  private static final int SMALLER = 6;

  @Test
  @DisplayName("R-060 a full disk under S3 gives the attempt back, and leaves nothing there")
  void storage() throws Exception {
    try (FullDisk disk = mounted(SMALL);
        S3Server server = S3Server.start(disk.folder(), 0);
        Relay relay = Relay.start(0, TestStack.postgresPort(), server.access());
        StorageFixture storage = new StorageFixture(server.access());
        ExportFixture streams = new ExportFixture(storage);
        ExportFixture unloads = new ExportFixture(storage, ExportCase.unloadsThrough(relay))) {
      ExportCase export = new ExportCase(storage);
      for (ExportFixture exports : new ExportFixture[] {streams, unloads}) {
        RecordingLease lease = export.ended(exports.begin(export.lease()));

        export.assertGivenBack(lease);
        export.assertSweptClean(lease);
      }
    }
  }

  @Test
  @DisplayName("R-060 a full disk under the warehouse gives the attempt back, and leaves no file")
  void warehouse() throws Exception {
    try (FullDisk disk = mounted(SMALLER);
        StorageFixture storage = new StorageFixture(TestStack.s3Access())) {
      execute("CREATE TABLESPACE full_disk LOCATION '" + disk.folder() + "'");
      execute("GRANT CREATE ON TABLESPACE full_disk TO spectra_acme");
      execute("ALTER ROLE spectra_acme SET temp_tablespaces = full_disk");
      RecordingLease lease =
          new RecordingLease(
              TestJobs.export(
                  ExportCase.ROWS + " ORDER BY text", ContentType.CSV, Compression.NONE));
      try (ExportFixture exports = new ExportFixture(storage)) {
        ExportCase export = new ExportCase(storage);

        export.ended(exports.begin(lease));

        export.assertGivenBack(lease);
        export.assertLeftNothing(lease);
      } finally {
        execute("ALTER ROLE spectra_acme RESET temp_tablespaces");
        execute("DROP TABLESPACE full_disk");
      }
      assertThat(lease.error.message()).doesNotContain(disk.folder().toString());
    }
  }

  private static FullDisk mounted(int megabytes) throws java.io.IOException {
    Optional<FullDisk> disk = FullDisk.of(megabytes);
    assumeTrue(disk.isPresent(), "this process may not mount a disk");
    return disk.get();
  }

  private static void execute(String sql) throws SQLException {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
