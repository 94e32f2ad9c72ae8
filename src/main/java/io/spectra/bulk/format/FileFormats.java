package io.spectra.bulk.format;

import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.job.Job;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** The formats that an export can have, and what their files are called. */
public final class FileFormats {
  private FileFormats() {}

  /** How rows become the bytes of a file of this kind. */
  public static RowFormat of(ContentType type, Compression compression) {
    boolean packed = compression == Compression.GZIP;
    return switch (type) {
      case CSV -> packed ? new GzipFormat(new CsvFormat()) : new CsvFormat();
      case JSON -> packed ? new GzipFormat(new JsonFormat()) : new JsonFormat();
      case PARQUET ->
          new ParquetFormat(packed ? CompressionCodecName.GZIP : CompressionCodecName.UNCOMPRESSED);
    };
  }

  /** The media type under which the file is served; a gzip file is one, it is not unpacked. */
  public static String mediaType(ContentType type, Compression compression) {
    if (type == ContentType.PARQUET) {
      return "application/vnd.apache.parquet";
    }
    if (compression == Compression.GZIP) {
      return "application/gzip";
    }
    return type == ContentType.CSV ? "text/csv; charset=utf-8" : "application/x-ndjson";
  }

  /** A file name that is safe everywhere and tells what it holds and which job made it. */
  public static String fileName(Job job) {
    return named(job, "");
  }

  /** The same for one file of several, counted from 1. */
  public static String fileName(Job job, int number) {
    return named(job, "-" + number);
  }

  private static String named(Job job, String number) {
    String extension =
        switch (job.contentType()) {
          case CSV -> ".csv";
          case JSON -> ".jsonl";
          case PARQUET -> ".parquet";
        };
    boolean packed =
        job.compression() == Compression.GZIP && job.contentType() != ContentType.PARQUET;
    String object = job.object().replaceAll("[^A-Za-z0-9._-]", "_");
    return object + "-" + job.id() + number + extension + (packed ? ".gz" : "");
  }
}
