package io.spectra.bulk.ingest;

import io.spectra.auth.Tenant;
import io.spectra.bulk.ingest.table.ObjectName;
import io.spectra.bulk.ingest.table.TableLookup;
import io.spectra.bulk.ingest.table.TargetTable;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Operation;
import io.spectra.warehouse.BoundSql;
import io.spectra.warehouse.Warehouse;
import io.spectra.warehouse.WarehouseSession;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Holds a load to the table that it names, before there is a job. Safe for many threads. */
@ApplicationScoped
public class IngestSubmission {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Warehouse warehouse;
  private final TableLookup tables;
  private final IngestConfig config;

  IngestSubmission(Warehouse warehouse, IngestConfig config) {
    this.warehouse = warehouse;
    this.tables = new TableLookup(config);
    this.config = config;
  }

  /**
   * @param object the table as the caller names it
   * @param matchKey {@code external_id_field}; empty where it was left out
   * @throws Failure {@code NOT_FOUND} where the tenant has no such table; {@code INVALID_REQUEST}
   *     with {@code field} where records could not be matched
   */
  public void check(Tenant tenant, Operation operation, String object, List<String> matchKey) {
    try (WarehouseSession session = warehouse.read(tenant, PATIENCE)) {
      TargetTable target =
          tables
              .find(
                  tenant,
                  ObjectName.of(object),
                  (sql, values) ->
                      session.query(new BoundSql(sql, position -> position, List.of(values)), 0))
              .orElseThrow(() -> unknown(object));
      LoadKeys.match(target, operation, matchKey, config.tenantColumn());
    }
  }

  /** One answer, whether the table is not there or is not the tenant's to see. */
  static Failure unknown(String object) {
    return Failure.of(ErrorCode.NOT_FOUND, "There is no table '" + object + "'")
        .with("field", "/object");
  }
}
