package io.spectra.bulk.ingest;

import io.spectra.bulk.ingest.apply.LoadSql;
import io.spectra.bulk.ingest.stage.Landing;
import io.spectra.bulk.ingest.stage.Layout;
import io.spectra.bulk.ingest.stage.Stages;
import io.spectra.bulk.ingest.table.TableColumn;
import io.spectra.job.Job;
import io.spectra.job.Operation;
import io.spectra.job.UploadedPart;
import io.spectra.warehouse.Rows;
import io.spectra.warehouse.WritingSession;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Inserts new records while later ones are still read: the load's one transaction begins with its
 * first batch, and each batch goes from the staging table into the target as soon as it is there.
 * What makes that possible is that the table has nothing to reject: no keys, or one that rises from
 * record to record, of which the table has none in the range of the batch. Where that turns out to
 * be otherwise, all of it is undone and the load begins again as any other.
 *
 * <p>Its methods are called by the thread that reads; what {@link #of} returns is run by the one
 * that has the session, never while {@link #of} is.
 */
final class InsertAhead implements Landing {
  private final Loading loading;
  private final Layout layout;
  private final KeyOrder keys;
  private final AppliedLoads applied;
  private final LoadSql sql;
  private final boolean keyed;
  private final Deque<Optional<KeyOrder.Range>> ranges = new ArrayDeque<>();
  private boolean begun;
  private boolean used;

  /** The table may have to reject records, or another load of the tenant has the lock. */
  static final class NotPossibleException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * @param layout of a load for which it is {@link #possible}
   * @param keys sees every record before it is staged
   */
  InsertAhead(Loading loading, Layout layout, KeyOrder keys, AppliedLoads applied) {
    this.loading = loading;
    this.layout = layout;
    this.keys = keys;
    this.applied = applied;
    sql = loading.sql(layout, present(layout), false);
    keyed = TableChecks.keyed(loading.key(), present(layout));
  }

  /** Whether a job's files are so large that there is something to be gained. */
  static boolean pays(Job job, IngestConfig config) {
    long size = job.load().parts().stream().mapToLong(UploadedPart::sizeBytes).sum();
    return job.operation() == Operation.INSERT && size >= config.insertAheadFrom().asLongValue();
  }

  /** Whether nothing that is known of the load so far is against it. */
  static boolean possible(Loading loading, Layout layout, KeyOrder keys) {
    Set<String> present = present(layout);
    return !layout.sparse()
        && LoadKeys.others(loading.target(), loading.key(), present).isEmpty()
        && (keys.rises() || !TableChecks.keyed(loading.key(), present));
  }

  @Override
  public void sent() {
    ranges.addLast(keys.cut());
  }

  @Override
  public Runnable of(int objects, Runnable copy) {
    if (keyed && !keys.rises()) {
      throw new NotPossibleException();
    }
    Optional<KeyOrder.Range> range = next(objects);
    return () -> {
      empty();
      copy.run();
      if (keyed && !isNew(range)) {
        throw new NotPossibleException();
      }
      sql.changes(Operation.INSERT, loading.key()).forEach(loading.session()::execute);
      used = true;
    };
  }

  /** The keys of so many objects, empty where those of any are not known. */
  private Optional<KeyOrder.Range> next(int objects) {
    Optional<KeyOrder.Range> all = ranges.removeFirst();
    for (int i = 1; i < objects; i++) {
      Optional<KeyOrder.Range> one = ranges.removeFirst();
      all = all.flatMap(first -> one.map(first::and));
    }
    return all;
  }

  /** Sees to it that a batch finds the staging table empty, in the load's transaction. */
  private void empty() {
    if (!begun) {
      begin(loading.session());
      begun = true;
    }
    if (used) {
      used = false;
      Stages.renew(loading.session(), loading.target(), layout);
    }
  }

  private void begin(WritingSession session) {
    boolean first =
        applied.tryLock(session, loading.tenant())
            && applied.find(session, loading.job().id()).isEmpty();
    if (!first) {
      throw new NotPossibleException();
    }
  }

  private boolean isNew(Optional<KeyOrder.Range> range) {
    if (range.isEmpty()) {
      return false;
    }
    String column = loading.key().iterator().next();
    String any = sql.inRange(column, range.get().first(), range.get().last());
    try (Rows rows = loading.session().query(any)) {
      return !rows.next();
    }
  }

  private static Set<String> present(Layout layout) {
    return layout.columns().stream().map(TableColumn::name).collect(Collectors.toSet());
  }
}
