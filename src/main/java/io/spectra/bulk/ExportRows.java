package io.spectra.bulk;

import io.spectra.failure.Failure;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A query that is to run or runs. Belongs to one thread, but for {@link #cancel()}. */
public interface ExportRows extends AutoCloseable {
  /**
   * Runs the query; called once.
   *
   * @return the rows, forward only, fetched some thousand at a time; closed by {@link #close()}
   */
  ResultSet run() throws SQLException;

  /** The warehouse's own query id, null where it gives none. */
  String queryId();

  /**
   * Stops the statement in the warehouse, from any thread and at any time: {@link #run()}, or the
   * rows that it gave, fail then. Does nothing after {@link #close()}.
   */
  void cancel();

  /** What an error of {@link #run()} or of its rows means to the tenant. */
  Failure explain(SQLException error);

  /** Ends the transaction, whatever state it is in, and gives the connection back. */
  @Override
  void close();
}
