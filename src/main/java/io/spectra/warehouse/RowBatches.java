package io.spectra.warehouse;

import java.util.List;
import java.util.Optional;

/**
 * The rows of a statement in batches, forward only: for those who take all of them, as nothing is
 * done for a single row. Belongs to the thread of its session; a batch belongs to nobody.
 */
public interface RowBatches extends AutoCloseable {
  /** The columns in their order; may be empty. */
  List<Column> columns();

  /**
   * Fetches the next rows.
   *
   * @return empty behind the last
   * @throws io.spectra.failure.Failure like {@link WarehouseSession#query}
   */
  Optional<RowBatch> next();

  @Override
  void close();
}
