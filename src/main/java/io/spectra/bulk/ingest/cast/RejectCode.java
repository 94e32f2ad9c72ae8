package io.spectra.bulk.ingest.cast;

/** Why one record is rejected alone; {@code error_code} of the rejected records. */
public enum RejectCode {
  /** The record has another number of fields than the header. */
  MALFORMED_RECORD,
  /** A value is not of its column's type. */
  TYPE_MISMATCH,
  /** A number, date or time that its column's type cannot hold. */
  OUT_OF_RANGE,
  /** A text longer than its column takes, in bytes of UTF-8. */
  TOO_LONG,
  /** A text with characters that the warehouse cannot store. */
  INVALID_TEXT,
  /** NULL in a column that takes none. */
  NOT_NULL,
  /** NULL in a column by which the record is to be matched. */
  KEY_IS_NULL,
  /** The record says that it is another tenant's. */
  OTHER_TENANT,
  /** An earlier record of the file has the same key. */
  DUPLICATE_KEY,
  /** A row with this key is there already. */
  KEY_EXISTS,
  /** No row has this key. */
  NO_MATCH
}
