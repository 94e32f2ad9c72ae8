package io.spectra.bulk.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.bulk.RecordingLease;
import io.spectra.local.relay.FaultyS3;
import io.spectra.local.relay.FaultyS3.Fault;
import io.spectra.local.relay.Relay;
import io.spectra.storage.StorageFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports that the warehouse writes when S3 breaks, under the warehouse or under the service. */
@OnStack
class UnloadFaultTest {

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
  @CsvSource({
    "SERVER_ERROR, list-type=2",
    "SERVER_ERROR, part-001.*partNumber=1",
    "SERVER_ERROR, POST .*part-001.*uploadId=",
    "SERVER_ERROR, PUT .*manifest",
    "RESET, part-001.*partNumber=1",
    "RESET, POST .*part-001.*uploadId="
  })
  @DisplayName("R-060 S3 that breaks under UNLOAD, at whatever request, gives the attempt back")
  void breaksUnderTheWarehouse(Fault fault, String request) throws Exception {
    RecordingLease lease = export.lease();
    try (FaultyS3 line = new FaultyS3(fault, request, 0);
        Relay relay = Relay.start(0, TestStack.postgresPort(), line.access());
        ExportFixture exports = new ExportFixture(storage, ExportCase.unloadsThrough(relay))) {
      export.ended(exports.begin(lease));
      assertThat(line.isBroken()).isTrue();
    }
    export.assertGivenBack(lease);
    export.assertSweptClean(lease);
  }

  @ParameterizedTest
  @CsvSource({
    "SERVER_ERROR, POST .*uploads",
    "SERVER_ERROR, x-amz-copy-source",
    "SERVER_ERROR, POST .*uploadId=",
    "RESET, x-amz-copy-source"
  })
  @DisplayName("R-060 S3 that breaks while files are put together gives the attempt back")
  void breaksUnderTheComposer(Fault fault, String request) throws Exception {
    RecordingLease lease = export.lease();
    try (FaultyS3 line = new FaultyS3(fault, request, 0);
        StorageFixture broken = new StorageFixture(line.access(), "1h", "5M", "500ms");
        ExportFixture exports = new ExportFixture(broken, ExportCase.UNLOADS)) {
      export.ended(exports.begin(lease));
      assertThat(line.isBroken()).isTrue();
    }
    export.assertGivenBack(lease);
    export.assertSweptClean(lease);
  }
}
