package io.spectra.bulk.ingest;

import io.spectra.auth.Tenant;
import io.spectra.bulk.ingest.apply.LoadSql;
import io.spectra.bulk.ingest.cast.RejectCode;
import io.spectra.bulk.ingest.cast.Rejection;
import io.spectra.bulk.ingest.read.RecordSource;
import io.spectra.bulk.ingest.stage.Layout;
import io.spectra.bulk.ingest.stage.Stage;
import io.spectra.bulk.ingest.table.TableColumn;
import io.spectra.bulk.ingest.table.TargetTable;
import io.spectra.job.Job;
import io.spectra.job.JobResult;
import io.spectra.job.Lease;
import io.spectra.warehouse.WritingSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One attempt at a load on its way through the steps of its route. Belongs to one thread. */
public final class Loading implements AutoCloseable {
  private final Lease lease;
  private final Tenant tenant;
  private final WritingSession session;
  private final TargetTable target;
  private final Set<String> key;
  private final Optional<TableColumn> tenantColumn;
  private final List<String> rejects = new ArrayList<>();
  private final LoadTimes times = new LoadTimes();
  private Stage stage;
  private Staged staged;
  private JobResult result;
  private boolean committing;

  Loading(
      Lease lease,
      Tenant tenant,
      WritingSession session,
      TargetTable target,
      Set<String> key,
      Optional<TableColumn> tenantColumn) {
    this.lease = lease;
    this.tenant = tenant;
    this.session = session;
    this.target = target;
    this.key = key;
    this.tenantColumn = tenantColumn;
  }

  /**
   * What is in the staging table.
   *
   * @param layout its form
   * @param columns the columns as the file names them
   * @param present the target's columns that the file has, by exact names
   * @param differs whether some records lack some of these
   * @param keys the match key's values where they are known not to repeat
   * @param passed how many records are staged
   * @param rejected how many were rejected on the way
   * @param inserted whether the passed ones are in the table already, in the open transaction
   * @param bytes bytes of the uploaded files
   */
  record Staged(
      Layout layout,
      List<String> columns,
      Set<String> present,
      boolean differs,
      Optional<KeyOrder.Range> keys,
      long passed,
      long rejected,
      boolean inserted,
      long bytes) {}

  Lease lease() {
    return lease;
  }

  Job job() {
    return lease.job();
  }

  Tenant tenant() {
    return tenant;
  }

  WritingSession session() {
    return session;
  }

  TargetTable target() {
    return target;
  }

  /** The exact names of the columns by which records are matched. */
  Set<String> key() {
    return key;
  }

  /** The column that tells tenants apart, where the target has it. */
  Optional<TableColumn> tenantColumn() {
    return tenantColumn;
  }

  RecordCheck check(Layout layout) {
    return new RecordCheck(layout, job().operation(), key, tenantColumn, tenant.id());
  }

  /**
   * Judges one record.
   *
   * @return its values as they are staged
   * @throws Rejection why it cannot be applied
   */
  static String[] judge(RecordSource record, SourcePlaces places, RecordCheck check) {
    int[] columns = places.of(record.columns());
    if (record.problem() != null) {
      throw new Rejection(RejectCode.MALFORMED_RECORD, record.problem());
    }
    return check.check(columns, record.values());
  }

  /**
   * What applies the records.
   *
   * @param present the target's columns that the file has, by exact names
   * @param differs whether some records lack some of these
   */
  LoadSql sql(Layout layout, Set<String> present, boolean differs) {
    return new LoadSql(target, layout, present, differs, tenantColumn, tenant.id());
  }

  FileHeader header() {
    return new FileHeader(target, job().operation(), key, tenantColumn);
  }

  LoadTimes times() {
    return times;
  }

  /** Has a stage closed with this load, or when there is another one; null for none. */
  void holds(Stage now) {
    Stage before = stage;
    stage = now;
    if (before != null) {
      before.close();
    }
  }

  Staged staged() {
    return staged;
  }

  void staged(Staged now) {
    staged = now;
  }

  /** What came of it; empty while nothing is committed. */
  Optional<JobResult> result() {
    return Optional.ofNullable(result);
  }

  void result(JobResult committed) {
    result = committed;
  }

  /** Rejected records for {@code spectra.jobs.rejects}, as JSON; as many as are published. */
  List<String> rejects() {
    return rejects;
  }

  /** From here on it may be committed, whatever is heard of it. */
  void commits(boolean now) {
    committing = now;
  }

  /** Whether it was committed, or may have been. */
  boolean maybeCommitted() {
    return committing || result != null;
  }

  @Override
  public void close() {
    try {
      holds(null);
    } finally {
      session.close();
    }
  }
}
