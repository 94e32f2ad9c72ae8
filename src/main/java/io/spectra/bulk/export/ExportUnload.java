package io.spectra.bulk.export;

import io.spectra.bulk.BulkPorts;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Lease;
import io.spectra.storage.Bucket;
import io.spectra.warehouse.BoundSql;
import io.spectra.warehouse.Column;
import io.spectra.warehouse.Warehouse;
import io.spectra.warehouse.WarehouseConfig;
import io.spectra.warehouse.WarehouseErrors;
import io.spectra.warehouse.WarehouseSession;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.jboss.logging.Logger;

/**
 * The second step of an export where the warehouse writes the files itself: UNLOAD, as the tenant's
 * own user, so that grants and row-level security decide what is in them.
 */
@Singleton
@Named("exportUnload")
public class ExportUnload {
  private static final Logger LOG = Logger.getLogger(ExportUnload.class);

  private final Warehouse warehouse;
  private final WarehouseConfig reach;
  private final Bucket objects;
  private final ExportConfig config;
  private final Clock clock = Clock.systemUTC();

  ExportUnload(Warehouse warehouse, WarehouseConfig reach, Bucket objects, ExportConfig config) {
    this.warehouse = warehouse;
    this.reach = reach;
    this.objects = objects;
    this.config = config;
  }

  /**
   * @return what the warehouse has written, an {@link Unloaded}; or the plan, changed to stream,
   *     where UNLOAD cannot give what it asks for or refuses it
   * @throws Failure of the warehouse, or because the lease was lost
   */
  public Object unload(@ExchangeProperty(BulkPorts.LEASE) Lease lease, @Body ExportPlan plan) {
    Duration left = Duration.between(clock.instant(), plan.deadline());
    if (left.isNegative() || left.isZero()) {
      throw Failure.of(ErrorCode.QUERY_TIMEOUT, "The export ran longer than a bulk job may.");
    }
    try (WarehouseSession session = warehouse.read(plan.tenant(), left)) {
      lease.onLost(session::cancel);
      List<Column> columns = session.columns(BoundSql.of(plan.sql(), List.of()));
      Optional<String> objection = UnloadRules.objection(plan, columns);
      if (objection.isPresent()) {
        LOG.infof("export of %s streams: %s", lease.job().id(), objection.get());
        return plan.streamed();
      }
      return unload(lease, plan, session, columns);
    }
  }

  private Object unload(
      Lease lease, ExportPlan plan, WarehouseSession session, List<Column> columns) {
    String role = UnloadRole.of(config, reach).orElse("default");
    UnloadSql sql = new UnloadSql(config.unload(), role, plan, columns);
    try (UnloadWatch watch =
        new UnloadWatch(lease, warehouse, plan.tenant(), objects, plan.folder())) {
      watch.start();
      session.execute(BoundSql.own(sql.statement(objects.url(prefix(plan)))));
      String queryId = reach.queryId() ? session.queryId().orElse(null) : null;
      return new Unloaded(
          plan,
          columns,
          sql.header(),
          UnloadManifest.read(objects.read(prefix(plan) + "manifest"), sql.header()),
          queryId);
    } catch (Failure e) {
      if (WarehouseErrors.storageFaltered(e)) {
        throw Failure.of(ErrorCode.UNAVAILABLE, "The file storage does not answer now.")
            .causedBy(e);
      }
      if (!refused(e)) {
        throw e;
      }
      // Streaming tells what is wrong in the caller's own terms, or gives the rows.
      LOG.infof("export of %s streams: UNLOAD was refused: %s", lease.job().id(), e.getMessage());
      objects.delete(objects.under(plan.folder()).map(Bucket.Stored::key).toList());
      return plan.streamed();
    }
  }

  /** The statement, and not the warehouse or the storage, is what did not work. */
  private static boolean refused(Failure e) {
    return switch (e.code()) {
      case INVALID_SQL, SQL_BLOCKED, FORBIDDEN -> true;
      default -> false;
    };
  }

  private static String prefix(ExportPlan plan) {
    return plan.folder() + "part-";
  }
}
