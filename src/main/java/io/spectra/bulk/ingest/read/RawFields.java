package io.spectra.bulk.ingest.read;

/**
 * The fields of one record as bytes of UTF-8, without quotes and escapes; all of it changes with
 * the next record. Whoever reads it makes no objects.
 */
public interface RawFields {
  /** How many fields the record has; those behind the header's last one cannot be asked for. */
  int count();

  /** Where the bytes of all fields lie. */
  byte[] bytes();

  /** Where a field begins; fields count from 0. */
  int from(int field);

  /** Behind its last byte. */
  int to(int field);

  /** Whether it is NULL: empty, and not quoted. */
  boolean isNull(int field);
}
