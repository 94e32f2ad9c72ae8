package io.spectra.bulk.ingest.cast;

import io.spectra.bulk.ingest.table.TableColumn;

/**
 * Judges a text by a column's type as the warehouse's own cast does, so that what passes loads.
 * Stateless; safe for use by many threads.
 */
@FunctionalInterface
public interface Cast {
  /**
   * @param text the value as the file has it, not null
   * @return the value as the warehouse takes it without doubt; often the same object
   * @throws Rejection where it is no value of the type
   */
  String cast(String text);

  /** The cast to a column's type; the column is one that can be loaded. */
  static Cast to(TableColumn column) {
    return switch (column.type()) {
      case SMALLINT -> new WholeNumbers("a SMALLINT", Short.MIN_VALUE, Short.MAX_VALUE);
      case INTEGER -> new WholeNumbers("an INTEGER", Integer.MIN_VALUE, Integer.MAX_VALUE);
      case BIGINT -> new WholeNumbers("a BIGINT", Long.MIN_VALUE, Long.MAX_VALUE);
      case DECIMAL -> new Decimals(column.precision(), column.scale());
      case REAL -> new Floats(true);
      case DOUBLE_PRECISION -> new Floats(false);
      case BOOLEAN -> Booleans::cast;
      case CHAR -> new Texts(column.length(), true);
      case VARCHAR -> new Texts(column.length(), false);
      case DATE -> DateTimes::date;
      case TIME -> DateTimes::time;
      case TIMETZ -> DateTimes::timetz;
      case TIMESTAMP -> DateTimes::timestamp;
      case TIMESTAMPTZ -> DateTimes::timestamptz;
      case SUPER -> JsonValues::cast;
      case VARBYTE -> new Bytes(column.sqlType());
      case INTERVAL_YEAR_TO_MONTH, INTERVAL_DAY_TO_SECOND -> throw unknown(column);
      case GEOMETRY, GEOGRAPHY, HLLSKETCH, UNKNOWN -> throw unknown(column);
    };
  }

  private static IllegalArgumentException unknown(TableColumn column) {
    return new IllegalArgumentException(column.type() + " cannot be loaded");
  }
}
