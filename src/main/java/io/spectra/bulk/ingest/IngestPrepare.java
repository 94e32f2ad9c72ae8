package io.spectra.bulk.ingest;

import io.spectra.auth.Tenant;
import io.spectra.auth.TenantRegistry;
import io.spectra.bulk.BulkPorts;
import io.spectra.bulk.ingest.table.ObjectName;
import io.spectra.bulk.ingest.table.TableColumn;
import io.spectra.bulk.ingest.table.TableLookup;
import io.spectra.bulk.ingest.table.TargetTable;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Job;
import io.spectra.job.Lease;
import io.spectra.job.ledger.JobConfig;
import io.spectra.warehouse.ColumnType;
import io.spectra.warehouse.Warehouse;
import io.spectra.warehouse.WritingSession;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * The first step of a load: a session of the tenant's own user, the table as it is now, and whether
 * an earlier attempt took effect already.
 */
@Singleton
@Named("ingestPrepare")
public class IngestPrepare {
  private final TenantRegistry tenants;
  private final Warehouse warehouse;
  private final JobConfig ledger;
  private final IngestConfig config;
  private final AppliedLoads applied;
  private final TableLookup tables;
  private final Clock clock = Clock.systemUTC();

  public IngestPrepare(
      TenantRegistry tenants, Warehouse warehouse, JobConfig ledger, IngestConfig config) {
    this.tenants = tenants;
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.config = config;
    this.applied = new AppliedLoads(config);
    this.tables = new TableLookup(config);
  }

  /**
   * Sets {@link IngestPorts#LOADING}; whoever runs the route closes it.
   *
   * @throws Failure {@code NOT_FOUND} where the table is gone, {@code FORBIDDEN} where a grant is
   *     missing or the tenant left; {@code UNAVAILABLE} where the warehouse is not there
   */
  public void prepare(@ExchangeProperty(BulkPorts.LEASE) Lease lease, Exchange exchange) {
    Job job = lease.job();
    Tenant tenant =
        tenants
            .find(job.tenant())
            .orElseThrow(() -> Failure.of(ErrorCode.FORBIDDEN, "The tenant is no longer served."));
    Duration left = Duration.between(clock.instant(), job.createdAt().plus(ledger.maxAge()));
    if (left.isNegative() || left.isZero()) {
      throw Failure.of(ErrorCode.QUERY_TIMEOUT, "The load ran longer than a bulk job may.");
    }
    WritingSession session = warehouse.write(tenant, left);
    try {
      lease.onLost(session::cancel);
      exchange.setProperty(IngestPorts.LOADING, loading(lease, tenant, session));
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private Loading loading(Lease lease, Tenant tenant, WritingSession session) {
    Job job = lease.job();
    TargetTable target =
        tables
            .find(tenant, ObjectName.of(job.object()), session::query)
            .orElseThrow(() -> IngestSubmission.unknown(job.object()));
    Grants.check(session, target, job.operation());
    session.rollback();
    Optional<TableColumn> tenantColumn =
        target
            .column(config.tenantColumn())
            .filter(
                column -> column.type() == ColumnType.VARCHAR || column.type() == ColumnType.CHAR);
    Set<String> key =
        LoadKeys.match(target, job.operation(), job.load().matchKey(), config.tenantColumn());
    Loading loading = new Loading(lease, tenant, session, target, key, tenantColumn);
    if (lease.attempt().number() > 1) {
      // An earlier attempt may still be at its commit: the lock waits for that.
      applied.lock(session, tenant, target.sqlName());
      applied.find(session, job.id()).ifPresent(loading::result);
      session.rollback();
    }
    return loading;
  }
}
