package io.spectra.bulk.ingest.read;

import java.io.IOException;
import java.util.List;

/**
 * The records of one uploaded file, one after the other. Belongs to one thread.
 *
 * <p>What makes the whole file unreadable is a {@link FileRefused}; an {@link IOException} is one
 * of the storage.
 */
public interface RecordSource extends AutoCloseable {
  /** Stands for a value that a record does not have; compared by identity. */
  @SuppressWarnings("StringOperationCanBeSimplified")
  String ABSENT = new String("absent");

  /** The columns as the file names them; of JSON those that were met so far. */
  List<String> columns();

  /** Goes to the next record, first to the first; false behind the last. */
  boolean next() throws IOException;

  /**
   * The values of the current record in the order of {@link #columns()}, until the next one: null
   * for NULL, {@link #ABSENT} for one that the record does not have.
   */
  String[] values();

  /** The current record as bytes, where the format has such; else null. */
  default RawFields raw() {
    return null;
  }

  /** Why the record cannot be read although the file goes on; null where it can. */
  String problem();

  @Override
  void close() throws IOException;
}
