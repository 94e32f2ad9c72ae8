package io.spectra.bulk;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.sql.GatedSql;
import io.spectra.sql.SqlGate;
import io.spectra.storage.StorageFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The export route as operators have it, over real storage and a source of rows. */
final class ExportFixture implements AutoCloseable {
  static final SqlGate GATE =
      (sql, rows) -> {
        if (sql.startsWith("DROP")) {
          throw Failure.of(ErrorCode.SQL_BLOCKED, "Query contains forbidden patterns");
        }
        return new GatedSql(sql, position -> position, rows, OptionalInt.empty());
      };

  final CamelContext camel = new DefaultCamelContext();
  final Workers workers;

  ExportFixture(ExportSource source, StorageFixture storage, BulkConfig config) throws Exception {
    camel.getRegistry().bind("export-prepare", new ExportPrepare(GATE, config));
    camel.getRegistry().bind("export-stream", new ExportStream(source, storage.uploads));
    camel.getRegistry().bind("export-complete", new ExportComplete());
    camel.getRegistry().bind("export-fail", new ExportFail(config));
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(
            ResourceHelper.resolveMandatoryResource(
                camel, "file:" + Path.of("routes/export.camel.yaml").toAbsolutePath()));
    camel.start();
    workers = new Workers(camel, config);
  }

  /** Gives the lease to a worker; it is closed when the attempt has ended. */
  RecordingLease begin(RecordingLease lease) {
    workers.start(lease, () -> {});
    return lease;
  }

  @Override
  public void close() {
    workers.close();
    camel.stop();
  }

  static BulkConfig config(int workers, Duration workerWait) {
    return new BulkConfig() {
      @Override
      public int workers() {
        return workers;
      }

      @Override
      public Duration workerWait() {
        return workerWait;
      }

      @Override
      public Duration maxRuntime() {
        return Duration.ofHours(24);
      }

      @Override
      public int maxAttempts() {
        return 3;
      }

      @Override
      public int fetchRows() {
        return 5000;
      }
    };
  }
}
