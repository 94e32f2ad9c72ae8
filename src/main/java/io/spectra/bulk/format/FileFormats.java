package io.spectra.bulk.format;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.job.Job;

/** The formats that an export can have, and what their files are called. */
public final class FileFormats {
  private FileFormats() {}

  /**
   * Refuses at submission what could not be exported.
   *
   * @throws Failure {@code NOT_IMPLEMENTED} with {@code field}
   */
  public static void check(ContentType type, Compression compression) {
    of(type, compression);
  }

  /**
   * @throws Failure like {@link #check}
   */
  public static RowFormat of(ContentType type, Compression compression) {
    RowFormat plain =
        switch (type) {
          case CSV -> new CsvFormat();
          case JSON -> new JsonFormat();
          case PARQUET ->
              throw Failure.of(
                      ErrorCode.NOT_IMPLEMENTED, "Exports as PARQUET are not available yet.")
                  .with("field", "/content_type");
        };
    return switch (compression) {
      case NONE -> plain;
      case GZIP -> new GzipFormat(plain);
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
    String extension =
        switch (job.contentType()) {
          case CSV -> ".csv";
          case JSON -> ".jsonl";
          case PARQUET -> ".parquet";
        };
    boolean packed =
        job.compression() == Compression.GZIP && job.contentType() != ContentType.PARQUET;
    String object = job.object().replaceAll("[^A-Za-z0-9._-]", "_");
    return object + "-" + job.id() + extension + (packed ? ".gz" : "");
  }
}
