package io.spectra.bulk.export;

import io.spectra.TestConfig;
import io.spectra.auth.DemoTenants;
import io.spectra.auth.TenantRegistry;
import io.spectra.bulk.AttemptEnd;
import io.spectra.bulk.BulkConfig;
import io.spectra.bulk.RecordingLease;
import io.spectra.bulk.TestTracing;
import io.spectra.bulk.Workers;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.ledger.JobConfig;
import io.spectra.sql.GatedSql;
import io.spectra.sql.SqlGate;
import io.spectra.storage.StorageFixture;
import io.spectra.warehouse.Warehouse;
import io.spectra.warehouse.WarehouseConfig;
import io.spectra.warehouse.WarehousePools;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The export route as operators have it, over real storage and a source of rows. */
final class ExportFixture implements AutoCloseable {
  static final SqlGate GATE =
      (sql, rows) -> {
        if (sql.startsWith("DROP")) {
          throw Failure.of(ErrorCode.SQL_BLOCKED, "Query contains forbidden patterns");
        }
        return new GatedSql(sql, position -> position, rows, OptionalInt.empty());
      };

  final CamelContext camel = new DefaultCamelContext();
  final Workers workers;
  private final WarehousePools pools;
  private final Warehouse warehouse;

  ExportFixture(StorageFixture storage) throws Exception {
    this(storage, Map.of());
  }

  /**
   * @param settings options of exports and of the warehouse
   */
  ExportFixture(StorageFixture storage, Map<String, String> settings) throws Exception {
    ExportConfig export = TestConfig.of(ExportConfig.class, settings);
    BulkConfig config = TestConfig.of(BulkConfig.class, Map.of("spectra.bulk.workers", "2"));
    WarehouseConfig reach = TestConfig.of(WarehouseConfig.class, settings);
    pools = new WarehousePools(reach);
    warehouse = new Warehouse(pools, reach);
    TenantRegistry tenants = DemoTenants.registry();
    camel
        .getRegistry()
        .bind(
            "exportPrepare",
            new ExportPrepare(
                tenants, GATE, TestConfig.of(JobConfig.class, Map.of()), export, reach));
    camel.getRegistry().bind("exportStream", new ExportStream(warehouse, reach, storage.uploads));
    camel
        .getRegistry()
        .bind("exportUnload", new ExportUnload(warehouse, reach, storage.contents, export));
    camel.getRegistry().bind("exportCompose", new ExportCompose(storage.uploads, storage.composer));
    camel.getRegistry().bind("exportComplete", new ExportComplete(new AttemptEnd()));
    camel.getRegistry().bind("exportFail", new ExportFail(new AttemptEnd()));
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(
            ResourceHelper.resolveMandatoryResource(
                camel, "file:" + Path.of("routes/export.camel.yaml").toAbsolutePath()));
    camel.start();
    workers = new Workers(camel, config, TestTracing.OFF);
  }

  /** Gives the lease to a worker; it is closed when the attempt has ended. */
  RecordingLease begin(RecordingLease lease) {
    workers.execute(() -> workers.work(lease));
    return lease;
  }

  @Override
  public void close() {
    workers.close();
    camel.stop();
    warehouse.close();
    pools.close();
  }
}
