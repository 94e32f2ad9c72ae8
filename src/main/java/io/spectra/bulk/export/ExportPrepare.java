package io.spectra.bulk.export;

import io.spectra.auth.Tenant;
import io.spectra.auth.TenantRegistry;
import io.spectra.bulk.BulkPorts;
import io.spectra.bulk.format.FileFormats;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Attempt;
import io.spectra.job.Job;
import io.spectra.job.Lease;
import io.spectra.job.ledger.JobConfig;
import io.spectra.sql.SchemaScope;
import io.spectra.sql.SqlGate;
import io.spectra.storage.ObjectSpec;
import io.spectra.warehouse.WarehouseConfig;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.OptionalInt;
import org.apache.camel.ExchangeProperty;

/** The first step of an export: what is to be done, before anything is opened. */
@Singleton
@Named("exportPrepare")
public class ExportPrepare {
  private final TenantRegistry tenants;
  private final SqlGate gate;
  private final JobConfig config;
  private final ExportConfig exports;
  private final WarehouseConfig warehouse;

  ExportPrepare(
      TenantRegistry tenants,
      SqlGate gate,
      JobConfig config,
      ExportConfig exports,
      WarehouseConfig warehouse) {
    this.tenants = tenants;
    this.gate = gate;
    this.config = config;
    this.exports = exports;
    this.warehouse = warehouse;
  }

  /**
   * Judges the query again: the gate may have become stricter since it was submitted, and the log
   * it came through is not the gate.
   *
   * @throws io.spectra.failure.Failure as the gate refuses; {@code FORBIDDEN} for a tenant that
   *     left
   */
  public ExportPlan prepare(@ExchangeProperty(BulkPorts.LEASE) Lease lease) {
    Job job = lease.job();
    Tenant tenant = tenant(job);
    return new ExportPlan(
        tenant,
        new SchemaScope(tenant.schemas()).check(gate.judge(job.query(), OptionalInt.empty())),
        job.contentType(),
        job.compression(),
        FileFormats.of(job.contentType(), job.compression()),
        new ObjectSpec(
            key(lease.attempt(), job), FileFormats.mediaType(job.contentType(), job.compression())),
        job.createdAt().plus(config.maxAge()),
        unloaded());
  }

  private boolean unloaded() {
    return switch (exports.way()) {
      case AUTO -> UnloadRole.of(exports, warehouse).isPresent();
      case STREAM -> false;
      case UNLOAD -> true;
    };
  }

  private Tenant tenant(Job job) {
    return tenants
        .find(job.tenant())
        .orElseThrow(() -> Failure.of(ErrorCode.FORBIDDEN, "The tenant is no longer served."));
  }

  /** An attempt writes under a prefix of its own, so that none can disturb another's file. */
  private static String key(Attempt attempt, Job job) {
    return String.join(
        "/",
        "exports",
        attempt.tenant(),
        attempt.job(),
        Integer.toString(attempt.number()),
        FileFormats.fileName(job));
  }
}
