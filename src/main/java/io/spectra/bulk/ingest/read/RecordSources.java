package io.spectra.bulk.ingest.read;

import io.spectra.bulk.ingest.IngestConfig;
import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Opens uploaded files by their format. */
public final class RecordSources {
  private static final int BUFFER_BYTES = 8 << 10;

  private RecordSources() {}

  /**
   * Opens a Parquet file; whatever codec its pages have, the job's compression says nothing.
   *
   * @param room what all such files share
   * @param limit counts what its values are as text
   * @param stopped whether nobody waits for the records any more
   */
  public static RecordSource parquet(
      StoredFile file, ParquetRoom room, ByteLimit limit, BooleanSupplier stopped)
      throws IOException {
    return new ParquetRecords(file, room, limit, stopped);
  }

  /**
   * @param file the bytes as uploaded; closed with the source
   * @param takesJson whether a column holds JSON, by the name that the file gives it
   */
  public static RecordSource text(
      InputStream file,
      ContentType type,
      Compression compression,
      IngestConfig config,
      ByteLimit limit,
      Predicate<String> takesJson)
      throws IOException {
    BufferedInputStream text =
        new BufferedInputStream(Unpacked.of(file, compression, limit), BUFFER_BYTES);
    if (type == ContentType.JSON) {
      return new JsonRecords(text, config.maxRecordLength(), takesJson);
    }
    if (JsonStart.of(text)) {
      throw FileRefused.because(
          "The job says content_type CSV, but the file is JSON: create the job with content_type"
              + " JSON.");
    }
    return new CsvRecords(text, config.maxRecordLength());
  }
}
