package io.spectra.warehouse;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The rows of a statement, forward only. Values come as the warehouse sends them, as text in UTF-8;
 * NULL is null. Belongs to the thread of its session.
 */
public interface Rows extends AutoCloseable {
  /** The columns in their order; may be empty. */
  List<Column> columns();

  /**
   * Goes to the next row, first to the first.
   *
   * @return false behind the last
   * @throws io.spectra.failure.Failure like {@link WarehouseSession#query}
   */
  boolean next();

  /** A value of the current row in UTF-8, not to be changed; of VARBYTE the bytes themselves. */
  byte[] bytes(int index);

  /** A value of the current row as text. */
  default String text(int index) {
    byte[] value = bytes(index);
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  @Override
  void close();
}
