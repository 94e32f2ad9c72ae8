package io.spectra.bulk.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.bulk.RecordingLease;
import io.spectra.local.relay.FaultyS3;
import io.spectra.local.relay.Relay;
import io.spectra.storage.StorageFixture;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Exports that are cancelled: at each of their requests to S3, and at random moments; {@code
 * -Dspectra.test.moments=500} for many of those, {@code -Dspectra.test.seed} for others.
 */
@OnStack
class CancelledExportTest {
  private static final int MOMENTS = Integer.getInteger("spectra.test.moments", 1);
  private static final long SEED = Long.getLong("spectra.test.seed", 7);

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
  @CsvSource({"STREAM, 5", "UNLOAD, 8", "COMPOSE, 5"})
  @DisplayName("R-043 an export that is cancelled at any request leaves its whole file or nothing")
  void atEachRequest(Way way, int requests) throws Exception {
    try (FaultyS3 line = new FaultyS3();
        Relay relay = Relay.start(0, TestStack.postgresPort(), line.access());
        StorageFixture watched = new StorageFixture(line.access());
        ExportFixture exports = fixture(way, watched, relay)) {
      int reached = 0;
      while (cancelledAt(reached + 1, line, exports)) {
        reached++;
      }
      assertThat(reached).isGreaterThanOrEqualTo(requests);
    }
  }

  /** Whose requests to S3 are counted. */
  enum Way {
    STREAM,
    /** Those of the warehouse. */
    UNLOAD,
    /** Those of the service behind an UNLOAD. */
    COMPOSE
  }

  /** Whether there was a request of this number. */
  private static boolean cancelledAt(int number, FaultyS3 line, ExportFixture exports)
      throws Exception {
    RecordingLease lease = export.lease();
    line.at(number, lease::lose);
    assertEndsRight(exports.begin(lease));
    if (!line.isBroken()) {
      assertThat(lease.result).isNotNull();
    }
    return line.isBroken();
  }

  private static ExportFixture fixture(Way way, StorageFixture watched, Relay relay)
      throws Exception {
    return switch (way) {
      case STREAM -> new ExportFixture(watched);
      case UNLOAD -> new ExportFixture(storage, ExportCase.unloadsThrough(relay));
      case COMPOSE -> new ExportFixture(watched, ExportCase.UNLOADS);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "unload"})
  @DisplayName("R-043 an export that is cancelled at any moment leaves its whole file or nothing")
  void atAnyMoment(String way) throws Exception {
    Random random = new Random(SEED);
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try (ExportFixture exports =
        new ExportFixture(storage, way.equals("unload") ? ExportCase.UNLOADS : Map.of())) {
      long whole = System.nanoTime();
      export.assertComplete(export.ended(exports.begin(export.lease())));
      int most = (int) ((System.nanoTime() - whole) / 1_000);
      for (int i = 0; i < MOMENTS; i++) {
        RecordingLease lease = exports.begin(export.lease());
        timer.schedule(lease::lose, random.nextInt(most), TimeUnit.MICROSECONDS);
        assertEndsRight(lease);
      }
    } finally {
      timer.shutdownNow();
    }
  }

  private static void assertEndsRight(RecordingLease lease) throws Exception {
    await().atMost(Duration.ofSeconds(20)).until(() -> lease.closed);
    assertThat(lease.error).isNull();
    assertThat(lease.givenBack).isFalse();
    if (lease.result == null) {
      export.assertSweptClean(lease);
    } else {
      export.assertComplete(lease);
    }
  }
}
