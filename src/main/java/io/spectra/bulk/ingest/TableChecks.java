package io.spectra.bulk.ingest;

import io.spectra.bulk.ingest.apply.LoadSql;
import io.spectra.job.Operation;
import io.spectra.warehouse.Rows;
import io.spectra.warehouse.WritingSession;
import java.util.Optional;
import java.util.Set;

/** Rejects the staged records that the table does not take, key by key. */
final class TableChecks {
  private final WritingSession session;
  private final LoadSql sql;
  private final Operation operation;
  private final Set<String> key;
  private final Optional<KeyOrder.Range> distinct;
  private long rejected;

  /**
   * @param key the match key
   * @param distinct its values where they are known not to repeat
   */
  TableChecks(
      WritingSession session,
      LoadSql sql,
      Operation operation,
      Set<String> key,
      Optional<KeyOrder.Range> distinct) {
    this.session = session;
    this.sql = sql;
    this.operation = operation;
    this.key = key;
    this.distinct = distinct;
  }

  /** Whether the staging table will be joined with anything, so that statistics are of use. */
  static boolean joins(Loading loading) {
    Loading.Staged staged = loading.staged();
    return loading.job().operation() != Operation.INSERT
        || keyed(loading.key(), staged.present()) && staged.keys().isEmpty()
        || !LoadKeys.others(loading.target(), loading.key(), staged.present()).isEmpty();
  }

  /** Whether records have keys: an insert may have none where the warehouse makes them. */
  static boolean keyed(Set<String> key, Set<String> present) {
    return !key.isEmpty() && present.containsAll(key);
  }

  /** Takes them out of the staging table; gives how many there were. */
  long reject() {
    session.execute(LoadSql.CREATE_REJECTED);
    if (keyed(key, sql.present())) {
      if (distinct.isEmpty()) {
        drop(sql.rejectRepeated(key));
      }
      switch (operation) {
        case INSERT -> existing();
        case UPDATE, DELETE -> drop(sql.rejectUnmatched(key));
        case UPSERT, QUERY -> {}
      }
    }
    if (operation != Operation.DELETE) {
      LoadKeys.others(sql.target(), key, sql.present()).forEach(this::other);
    }
    return rejected;
  }

  /** Asks for the range first, which takes the warehouse no time: most inserts add new rows. */
  private void existing() {
    if (distinct.isPresent()) {
      var range = distinct.get();
      String column = key.iterator().next();
      try (Rows rows = session.query(sql.inRange(column, range.first(), range.last()))) {
        if (!rows.next()) {
          return;
        }
      }
    }
    drop(sql.rejectExisting(key));
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
