package io.spectra.bulk.ingest;

import io.spectra.bulk.ingest.apply.LoadSql;
import io.spectra.job.Operation;
import io.spectra.warehouse.WritingSession;
import java.util.Set;

/** Rejects the staged records that the table does not take, key by key. */
final class TableChecks {
  private final WritingSession session;
  private final LoadSql sql;
  private final Operation operation;
  private final Set<String> key;
  private long rejected;

  TableChecks(WritingSession session, LoadSql sql, Operation operation, Set<String> key) {
    this.session = session;
    this.sql = sql;
    this.operation = operation;
    this.key = key;
  }

  /** Takes them out of the staging table; gives how many there were. */
  long reject() {
    session.execute(LoadSql.CREATE_REJECTED);
    // Where an insert has no value for its key, as it may be one that the warehouse makes.
    boolean keyed = !key.isEmpty() && sql.present().containsAll(key);
    if (keyed) {
      drop(sql.rejectRepeated(key));
      switch (operation) {
        case INSERT -> drop(sql.rejectExisting(key));
        case UPDATE, DELETE -> drop(sql.rejectUnmatched(key));
        case UPSERT, QUERY -> {}
      }
    }
    if (operation != Operation.DELETE) {
      LoadKeys.others(sql.target(), key, sql.present()).forEach(this::other);
    }
    return rejected;
  }

  private void other(Set<String> unique) {
    drop(operation == Operation.INSERT ? sql.rejectExisting(unique) : sql.rejectTaken(unique, key));
    drop(sql.rejectRepeated(unique));
  }

  private void drop(String rejecting) {
    long more = session.execute(rejecting);
    if (more > 0) {
      session.execute(LoadSql.DROP_REJECTED);
      rejected += more;
    }
  }
}
