package io.spectra.bulk.ingest.cast;

import io.spectra.bulk.ingest.table.TableColumn;

/**
 * Tells by a look at its bytes that a value needs no cast: {@link Cast} would give it back as it is
 * (or, for a boolean, in other words for the same). Saying no is always right, and then costs a
 * cast. Stateless; safe for use by many threads.
 */
@FunctionalInterface
public interface Plain {
  /** For types whose values are always cast. */
  Plain NEVER = (text, from, to) -> false;

  /**
   * @param text holds the value in UTF-8, which was checked
   * @param from its first byte
   * @param to behind its last byte
   */
  boolean is(byte[] text, int from, int to);

  /** For a column's type. */
  static Plain of(TableColumn column) {
    return switch (column.type()) {
      case SMALLINT -> (text, from, to) -> PlainNumbers.whole(text, from, to, 4);
      case INTEGER -> (text, from, to) -> PlainNumbers.whole(text, from, to, 9);
      case BIGINT -> (text, from, to) -> PlainNumbers.whole(text, from, to, 18);
      case DECIMAL -> {
        int scale = Math.max(column.scale(), 0);
        int whole = column.precision() - scale;
        yield (text, from, to) -> PlainNumbers.decimal(text, from, to, whole, scale);
      }
      case REAL, DOUBLE_PRECISION -> PlainNumbers::floating;
      case BOOLEAN -> PlainWords::bool;
      case CHAR -> {
        int most = column.length();
        yield (text, from, to) -> to - from <= most && PlainWords.ascii(text, from, to);
      }
      case VARCHAR -> {
        int most = column.length();
        yield (text, from, to) -> to - from <= most && PlainWords.noNul(text, from, to);
      }
      case DATE -> PlainTimes::date;
      case TIMESTAMP -> PlainTimes::timestamp;
      case TIME, TIMETZ, TIMESTAMPTZ, SUPER, VARBYTE -> NEVER;
      case INTERVAL_YEAR_TO_MONTH, INTERVAL_DAY_TO_SECOND -> NEVER;
      case GEOMETRY, GEOGRAPHY, HLLSKETCH, UNKNOWN -> NEVER;
    };
  }
}
