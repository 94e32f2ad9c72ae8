package io.spectra.bulk.export;

import io.spectra.warehouse.Column;
import java.util.List;

/**
 * What an UNLOAD has left in S3.
 *
 * @param plan what was asked for
 * @param columns the columns of the query
 * @param header whether every file begins with the line that names the columns
 * @param files the files in order; none where the query gave no rows
 * @param queryId the warehouse's id of the statement, null where it gives none
 */
public record Unloaded(
    ExportPlan plan,
    List<Column> columns,
    boolean header,
    List<UnloadedFile> files,
    String queryId) {
  public Unloaded {
    columns = List.copyOf(columns);
    files = List.copyOf(files);
  }

  /**
   * One file.
   *
   * @param key its key in the bucket
   * @param size its size in bytes
   * @param rows its rows, without the header
   */
  public record UnloadedFile(String key, long size, long rows) {}

  /** Rows of all files. */
  long rows() {
    return files.stream().mapToLong(UnloadedFile::rows).sum();
  }
}
