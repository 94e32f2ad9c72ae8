package io.spectra.bulk.ingest.model;

/**
 * A value of a file, and what is to become of it.
 *
 * @param text as the file has it, null for NULL
 * @param stored as the table shows it, null for NULL
 * @param rejected the code by which its record is rejected; null where it fits
 */
record Cell(String text, String stored, String rejected) {
  static final Cell NULL = new Cell(null, null, null);

  static Cell good(String text, String stored) {
    return new Cell(text, stored, null);
  }

  static Cell bad(String text, String code) {
    return new Cell(text, null, code);
  }
}
