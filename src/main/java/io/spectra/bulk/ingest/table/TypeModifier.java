package io.spectra.bulk.ingest.table;

import io.spectra.warehouse.ColumnType;

/**
 * What the catalog's {@code atttypmod} says about a type.
 *
 * @param value -1 where the type has no modifier
 */
record TypeModifier(int value) {
  private static final int HEADER = 4;
  private static final int LONGEST_VARCHAR = 65_535;
  private static final int LONGEST_PRECISION = 38;

  /** The longest value in bytes. */
  int length(ColumnType type) {
    if (value >= HEADER) {
      return value - HEADER;
    }
    return type == ColumnType.CHAR ? 1 : LONGEST_VARCHAR;
  }

  /** The digits of a DECIMAL. */
  int precision() {
    return value < HEADER ? LONGEST_PRECISION : ((value - HEADER) >> 16) & 0xFFFF;
  }

  /** The digits behind its point; -1 for any. */
  int scale() {
    return value < HEADER ? -1 : (value - HEADER) & 0x7FF;
  }
}
