package io.spectra.bulk.ingest.table;

import io.spectra.warehouse.ColumnType;

/**
 * A column of a table that is loaded.
 *
 * @param number its place in the table, as constraints refer to it
 * @param name its exact name
 * @param type its type
 * @param length the longest value in bytes, of CHAR and VARCHAR
 * @param precision the digits of a DECIMAL
 * @param scale how many of them stand behind the point
 * @param nullable whether NULL may stand in it
 * @param defaultSql what stands in it where nothing is given, as SQL; null for NULL
 * @param sqlType its type as SQL
 */
public record TableColumn(
    int number,
    String name,
    ColumnType type,
    int length,
    int precision,
    int scale,
    boolean nullable,
    String defaultSql,
    String sqlType) {
  /** Whether a row needs a value for it. */
  public boolean required() {
    return !nullable && defaultSql == null;
  }

  /** Whether the warehouse alone gives its values. */
  public boolean generated() {
    return defaultSql != null && defaultSql.startsWith("\"identity\"");
  }

  /** Whether values of its type can be read from a file. */
  public boolean loadable() {
    return switch (type) {
      case SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE_PRECISION, BOOLEAN -> true;
      case CHAR, VARCHAR, SUPER, VARBYTE -> true;
      case DATE, TIME, TIMETZ, TIMESTAMP, TIMESTAMPTZ -> true;
      case INTERVAL_YEAR_TO_MONTH, INTERVAL_DAY_TO_SECOND -> false;
      case GEOMETRY, GEOGRAPHY, HLLSKETCH, UNKNOWN -> false;
    };
  }
}
