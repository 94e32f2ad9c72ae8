package io.spectra.warehouse;

import java.util.List;

/**
 * The rows of a statement, forward only, each in its turn. Belongs to the thread of its session.
 */
public interface Rows extends Row, AutoCloseable {
  /** The columns in their order; may be empty. */
  List<Column> columns();

  /**
   * Goes to the next row, first to the first.
   *
   * @return false behind the last
   * @throws io.spectra.failure.Failure like {@link WarehouseSession#query}
   */
  boolean next();

  @Override
  void close();
}
