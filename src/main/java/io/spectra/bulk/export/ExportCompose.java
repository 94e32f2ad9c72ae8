package io.spectra.bulk.export;

import io.spectra.bulk.BulkPorts;
import io.spectra.bulk.export.Unloaded.UnloadedFile;
import io.spectra.bulk.format.FileFormats;
import io.spectra.bulk.format.RowFormat;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.ContentType;
import io.spectra.job.JobResult;
import io.spectra.job.Lease;
import io.spectra.job.ResultFile;
import io.spectra.storage.ObjectComposer;
import io.spectra.storage.ObjectComposer.Piece;
import io.spectra.storage.ObjectUpload;
import io.spectra.storage.Uploads;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/**
 * The third step of an export that the warehouse wrote: of its files one, as R-056 has it. A single
 * file stays where it is; several become one object on S3's own side. Parquet files cannot be put
 * together: where the warehouse wrote several, each is a result of its own.
 */
@Singleton
@Named("exportCompose")
public class ExportCompose {
  private final Uploads uploads;
  private final ObjectComposer composer;

  ExportCompose(Uploads uploads, ObjectComposer composer) {
    this.uploads = uploads;
    this.composer = composer;
  }

  /**
   * @return the file, whole in S3, not accepted by the job ledger yet
   * @throws Failure of the storage, or because the lease was lost
   */
  public JobResult compose(
      @ExchangeProperty(BulkPorts.LEASE) Lease lease, @Body Unloaded unloaded) {
    List<UnloadedFile> files = unloaded.files();
    if (files.isEmpty()) {
      return result(unloaded, unloaded.plan().object().key(), empty(unloaded));
    }
    if (files.size() == 1 && complete(unloaded)) {
      return result(unloaded, files.get(0).key(), files.get(0).size());
    }
    if (unloaded.plan().contentType() == ContentType.PARQUET) {
      return several(unloaded);
    }
    byte[] header = start(unloaded);
    long size =
        composer.compose(
            unloaded.plan().object(),
            unloaded.header() ? new byte[0] : header,
            pieces(unloaded, unloaded.header() ? header.length : 0),
            lease::lost);
    return result(unloaded, unloaded.plan().object().key(), size);
  }

  private static boolean complete(Unloaded unloaded) {
    return unloaded.header() || unloaded.plan().contentType() != ContentType.CSV;
  }

  /**
   * The first file keeps its header, where each has one: so it can be copied from its first byte.
   */
  private static List<Piece> pieces(Unloaded unloaded, long header) {
    List<Piece> pieces = new ArrayList<>();
    for (UnloadedFile file : unloaded.files()) {
      pieces.add(new Piece(file.key(), pieces.isEmpty() ? 0 : header, file.size()));
    }
    return pieces;
  }

  /** What stands before the first row: the header of CSV, compressed like the rest. */
  private static byte[] start(Unloaded unloaded) {
    if (unloaded.plan().contentType() != ContentType.CSV) {
      return new byte[0];
    }
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    noRows(unloaded, header);
    return header.toByteArray();
  }

  private long empty(Unloaded unloaded) {
    try (ObjectUpload upload = uploads.open(unloaded.plan().object())) {
      noRows(unloaded, upload);
      return upload.complete();
    }
  }

  private static void noRows(Unloaded unloaded, java.io.OutputStream out) {
    try {
      RowFormat.RowWriter writer =
          FileFormats.of(unloaded.plan().contentType(), unloaded.plan().compression())
              .open(unloaded.columns(), out);
      writer.finish();
    } catch (IOException e) {
      throw Failure.of(ErrorCode.INTERNAL_ERROR, "The file could not be written.").causedBy(e);
    }
  }

  private static JobResult result(Unloaded unloaded, String key, long size) {
    return new JobResult(key, size, unloaded.rows(), 0, unloaded.queryId());
  }

  private static JobResult several(Unloaded unloaded) {
    List<ResultFile> files =
        unloaded.files().stream().map(file -> new ResultFile(file.key(), file.size())).toList();
    long size = files.stream().mapToLong(ResultFile::sizeBytes).sum();
    return new JobResult(
        files.get(0).key(), size, unloaded.rows(), 0, unloaded.queryId(), files, null);
  }
}
