package io.spectra.bulk.export;

import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.warehouse.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the UNLOAD statement of an export, as the Redshift Database Developer Guide has it
 * ("UNLOAD"). Its CSV knows no difference between NULL and the empty string, its JSON writes
 * booleans as {@code t}: so the inner query makes each field's text itself, and UNLOAD joins them
 * with a comma and writes them as they are. Pure.
 */
final class UnloadSql {
  private final ExportConfig.Unload options;
  private final String role;
  private final ExportPlan plan;
  private final List<Column> columns;

  UnloadSql(ExportConfig.Unload options, String role, ExportPlan plan, List<Column> columns) {
    this.options = options;
    this.role = role;
    this.plan = plan;
    this.columns = columns;
  }

  /** Whether each file begins with the header: not where it could not be taken out again. */
  boolean header() {
    return plan.contentType() == ContentType.CSV
        && plan.compression() == Compression.NONE
        && !options.parallel();
  }

  /**
   * @param url where the files go, such as {@code s3://bucket/folder/name-}
   */
  String statement(String url) {
    List<String> words = new ArrayList<>();
    words.add("UNLOAD (" + literal(select()) + ")");
    words.add("TO " + literal(url));
    words.add("IAM_ROLE " + role());
    words.add(plan.contentType() == ContentType.PARQUET ? "FORMAT AS PARQUET" : "DELIMITER AS ','");
    if (plan.contentType() != ContentType.PARQUET) {
      words.add("NULL AS ''");
      words.add("EXTENSION '" + extension() + "'");
    }
    if (header()) {
      words.add("HEADER");
    }
    if (plan.compression() == Compression.GZIP) {
      words.add("GZIP");
    }
    words.add("MANIFEST VERBOSE");
    options.kmsKeyId().ifPresent(key -> words.add("KMS_KEY_ID " + literal(key) + " ENCRYPTED"));
    options.region().ifPresent(region -> words.add("REGION AS " + literal(region)));
    words.add("PARALLEL " + (options.parallel() ? "ON" : "OFF"));
    words.add("MAXFILESIZE AS " + options.maxFileMegabytes() + " MB");
    return String.join(" ", words);
  }

  /**
   * Asks what the warehouse has of an UNLOAD that may be running: rows and bytes, one row with
   * NULLs where it knows of none ("SYS_UNLOAD_HISTORY"; each user sees the own ones).
   *
   * @param url of the folder where the files go
   */
  static String progress(String url) {
    return "SELECT SUM(unloaded_rows), SUM(unloaded_files_size) FROM sys_unload_history"
        + " WHERE POSITION("
        + literal(url)
        + " IN unloaded_location) = 1";
  }

  private String extension() {
    String kind = plan.contentType() == ContentType.CSV ? "csv" : "jsonl";
    return plan.compression() == Compression.GZIP ? kind + ".gz" : kind;
  }

  private String role() {
    return role.equalsIgnoreCase("default") ? "default" : literal(role);
  }

  /** A subquery, so that a LIMIT of the query's own is none of the outer SELECT. */
  private String select() {
    if (plan.contentType() == ContentType.PARQUET && UnloadRules.plain(plan.sql())) {
      return plan.sql().text();
    }
    return "SELECT "
        + IntStream.range(0, columns.size()).mapToObj(this::field).collect(Collectors.joining(", "))
        + " FROM (\n"
        + plan.sql().text()
        + "\n) AS spectra_q ("
        + IntStream.range(0, columns.size())
            .mapToObj(UnloadSql::name)
            .collect(Collectors.joining(", "))
        + ")";
  }

  private String field(int index) {
    Column column = columns.get(index);
    String value =
        switch (plan.contentType()) {
          case CSV -> UnloadCsv.field(column, name(index));
          case JSON -> UnloadJson.field(column, name(index), index, columns.size());
          case PARQUET -> name(index);
        };
    return value + " AS \"" + column.name().replace("\"", "\"\"") + "\"";
  }

  private static String name(int index) {
    return "c" + (index + 1);
  }

  /** A literal in which Redshift takes {@code \} for an escape. */
  static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
