package io.spectra.bulk;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.JobResult;
import io.spectra.job.Lease;
import io.spectra.storage.ObjectUpload;
import io.spectra.storage.Uploads;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/**
 * The second step of an export: rows flow from the warehouse's cursor through the format into a
 * multipart upload, and memory holds a few parts, however many rows there are.
 */
@Singleton
@Named("export-stream")
public class ExportStream {
  private final ExportSource source;
  private final Uploads uploads;
  private final Clock clock;

  ExportStream(ExportSource source, Uploads uploads) {
    this.source = source;
    this.uploads = uploads;
    this.clock = Clock.systemUTC();
  }

  /**
   * @return the file, whole in S3, not accepted by the job ledger yet
   * @throws Failure of the warehouse, of the storage, or because the lease was lost; nothing is
   *     left in S3 then
   */
  public JobResult stream(@ExchangeProperty(BulkPorts.LEASE) Lease lease, @Body ExportPlan plan) {
    Duration left = Duration.between(clock.instant(), plan.deadline());
    if (left.isNegative() || left.isZero()) {
      throw ExportProgress.tooLong();
    }
    try (ObjectUpload upload = uploads.open(plan.object())) {
      Copied copied = copy(lease, plan, left, upload);
      return new JobResult(
          plan.object().key(), upload.complete(), copied.rows(), 0, copied.queryId());
    }
  }

  private record Copied(long rows, String queryId) {}

  private Copied copy(Lease lease, ExportPlan plan, Duration left, ObjectUpload upload) {
    try (ExportRows rows = source.open(lease.job().tenant(), plan.sql(), left)) {
      lease.onLost(
          () -> {
            upload.stop();
            rows.cancel();
          });
      long count = write(rows, plan.format(), upload, new ExportProgress(lease, left));
      return new Copied(count, rows.queryId());
    }
  }

  private static long write(
      ExportRows rows, RowFormat format, ObjectUpload upload, ExportProgress progress) {
    try {
      progress.begin();
      ResultSet cursor = rows.run();
      RowFormat.RowWriter writer = format.open(cursor, upload);
      while (cursor.next()) {
        writer.write(cursor);
        progress.row();
      }
      writer.finish();
      return progress.end();
    } catch (SQLException e) {
      throw rows.explain(e);
    } catch (IOException e) {
      throw Failure.of(ErrorCode.INTERNAL_ERROR, "The file could not be written.").causedBy(e);
    }
  }
}
