package io.spectra.bulk.export;

import io.spectra.auth.Tenant;
import io.spectra.bulk.BulkPorts;
import io.spectra.bulk.format.RowFormat;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.JobResult;
import io.spectra.job.Lease;
import io.spectra.storage.ObjectUpload;
import io.spectra.storage.Uploads;
import io.spectra.warehouse.BoundSql;
import io.spectra.warehouse.RowBatches;
import io.spectra.warehouse.Warehouse;
import io.spectra.warehouse.WarehouseConfig;
import io.spectra.warehouse.WarehouseSession;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/**
 * The second step of an export: rows flow from the warehouse's cursor through the format into a
 * multipart upload, and memory holds a few parts, however many rows there are.
 */
@Singleton
@Named("exportStream")
public class ExportStream {
  private final Warehouse warehouse;
  private final WarehouseConfig config;
  private final Uploads uploads;
  private final Clock clock = Clock.systemUTC();
  // As many as there are workers at work.
  private final ExecutorService writers = Executors.newCachedThreadPool();

  ExportStream(Warehouse warehouse, WarehouseConfig config, Uploads uploads) {
    this.warehouse = warehouse;
    this.config = config;
    this.uploads = uploads;
  }

  /**
   * @return the file, whole in S3, not accepted by the job ledger yet
   * @throws Failure of the warehouse, of the storage, or because the lease was lost; nothing is
   *     left in S3 then
   */
  public JobResult stream(@ExchangeProperty(BulkPorts.LEASE) Lease lease, @Body ExportPlan plan) {
    Duration left = Duration.between(clock.instant(), plan.deadline());
    if (left.isNegative() || left.isZero()) {
      throw Failure.of(ErrorCode.QUERY_TIMEOUT, "The export ran longer than a bulk job may.");
    }
    try (ObjectUpload upload = uploads.open(plan.object())) {
      Copied copied = copy(lease, plan, plan.tenant(), left, upload);
      return new JobResult(
          plan.object().key(), upload.complete(), copied.rows(), 0, copied.queryId());
    }
  }

  private record Copied(long rows, String queryId) {}

  private Copied copy(
      Lease lease, ExportPlan plan, Tenant tenant, Duration left, ObjectUpload upload) {
    ExportProgress progress = new ExportProgress(lease, upload::size);
    try (WarehouseSession session = warehouse.read(tenant, left)) {
      lease.onLost(
          () -> {
            upload.stop();
            session.cancel();
          });
      try (RowBatches rows = session.batches(BoundSql.of(plan.sql(), List.of()))) {
        write(rows, plan.format(), upload, progress);
      }
      String queryId = config.queryId() ? session.queryId().orElse(null) : null;
      return new Copied(progress.end(), queryId);
    }
  }

  private void write(
      RowBatches rows, RowFormat format, ObjectUpload upload, ExportProgress progress) {
    try (RowPipe pipe = new RowPipe(format, rows.columns(), upload, writers)) {
      for (var batch = rows.next(); batch.isPresent(); batch = rows.next()) {
        pipe.put(batch.get());
        progress.rows(batch.get().size());
      }
      pipe.finish();
    }
  }

  /** Ends the threads; exports at work fail. */
  @PreDestroy
  void close() {
    writers.shutdownNow();
  }
}
