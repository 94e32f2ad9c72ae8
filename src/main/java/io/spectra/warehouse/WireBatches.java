package io.spectra.warehouse;

import com.amazon.redshift.core.BaseConnection;
import io.spectra.sql.OffsetMap;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Rows that the warehouse holds, fetched through the driver below JDBC: whoever fetches does
 * nothing with them, so that the warehouse waits for the next fetch as short as can be.
 */
final class WireBatches implements RowBatches {
  private final WarehouseSession session;
  private final OffsetMap offsets;
  private final PortalFetch fetch;
  private final List<Column> columns;
  private boolean begun;
  private long read;
  private long bytes;
  private int size = FetchSize.FIRST;

  /** Runs the statement and waits for its first rows. */
  WireBatches(WarehouseSession session, BaseConnection connection, BoundSql sql)
      throws SQLException {
    this.session = session;
    this.offsets = sql.offsets();
    this.fetch = new PortalFetch(connection, sql, 0, size);
    this.columns = WireColumns.sized(fetch.fields(), connection);
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public Optional<RowBatch> next() {
    session.checkStopped();
    long begin = System.nanoTime();
    if (begun && !fetched()) {
      return Optional.empty();
    }
    RowBatch batch = fetch.batch();
    if (batch.size() == 0) {
      return Optional.empty();
    }
    read += batch.size();
    bytes += batch.bytes();
    // The first rows came with the statement's own work, which tells nothing of their pace.
    size =
        begun
            ? FetchSize.after(read, bytes, batch.size(), System.nanoTime() - begin)
            : FetchSize.after(read, bytes);
    begun = true;
    return Optional.of(batch);
  }

  private boolean fetched() {
    if (!fetch.hasMore()) {
      return false;
    }
    try {
      fetch.fetch(size);
      return true;
    } catch (SQLException e) {
      throw session.failure(e, offsets);
    }
  }

  @Override
  public void close() {
    fetch.close();
  }
}
