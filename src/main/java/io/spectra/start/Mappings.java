package io.spectra.start;

import io.spectra.audit.AuditConfig;
import io.spectra.auth.TenantsConfig;
import io.spectra.auth.jwt.JwtConfig;
import io.spectra.auth.sigv4.SignatureConfig;
import io.spectra.bulk.BulkConfig;
import io.spectra.bulk.export.ExportConfig;
import io.spectra.bulk.ingest.IngestConfig;
import io.spectra.job.ledger.BulkJobConfig;
import io.spectra.job.ledger.ClusterConfig;
import io.spectra.job.ledger.JobConfig;
import io.spectra.job.ledger.KafkaTopicsConfig;
import io.spectra.job.ledger.PagingConfig;
import io.spectra.limits.LimitsConfig;
import io.spectra.query.background.BackgroundConfig;
import io.spectra.query.kept.KeepConfig;
import io.spectra.routes.RoutesConfig;
import io.spectra.routes.WebhookConfig;
import io.spectra.sql.SqlOptions;
import io.spectra.storage.StorageConfig;
import io.spectra.trace.TracingConfig;
import io.spectra.warehouse.WarehouseConfig;
import java.util.List;

/**
 * The {@code @ConfigMapping} interfaces that are looked at before the start; a test tells when one
 * is missing here. Those of the HTTP edge, which nobody may know, have a default for everything.
 */
final class Mappings {
  static final List<Class<?>> ALL =
      List.of(
          WarehouseConfig.class,
          StorageConfig.class,
          TenantsConfig.class,
          JwtConfig.class,
          SignatureConfig.class,
          RoutesConfig.class,
          WebhookConfig.class,
          LimitsConfig.class,
          SqlOptions.class,
          BulkConfig.class,
          BulkJobConfig.class,
          JobConfig.class,
          ClusterConfig.class,
          KeepConfig.class,
          BackgroundConfig.class,
          ExportConfig.class,
          IngestConfig.class,
          KafkaTopicsConfig.class,
          PagingConfig.class,
          AuditConfig.class,
          TracingConfig.class,
          ShutdownConfig.class);

  private Mappings() {}
}
