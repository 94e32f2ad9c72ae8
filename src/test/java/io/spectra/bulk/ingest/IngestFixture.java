package io.spectra.bulk.ingest;

import io.spectra.TestConfig;
import io.spectra.TestStack;
import io.spectra.auth.DemoTenants;
import io.spectra.bulk.RecordingLease;
import io.spectra.bulk.ingest.stage.Stages;
import io.spectra.failure.Failure;
import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.job.Job;
import io.spectra.job.JobId;
import io.spectra.job.JobResult;
import io.spectra.job.JobState;
import io.spectra.job.LoadOptions;
import io.spectra.job.Operation;
import io.spectra.job.UploadedPart;
import io.spectra.job.ledger.JobConfig;
import io.spectra.storage.ObjectSpec;
import io.spectra.storage.ObjectUpload;
import io.spectra.storage.StorageFixture;
import io.spectra.warehouse.Warehouse;
import io.spectra.warehouse.WarehouseConfig;
import io.spectra.warehouse.WarehousePools;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** The steps of a load one after the other, over real storage and a real warehouse. */
public final class IngestFixture implements AutoCloseable {
  private final StorageFixture storage = new StorageFixture(TestStack.s3Access());
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final WarehousePools pools;
  private final Warehouse warehouse;
  private final IngestPrepare prepare;
  private final IngestStage stage;
  private final IngestApply apply;
  private String latest;

  /**
   * @param settings options, such as {@code spectra.ingest.chunk-size}
   */
  public IngestFixture(Map<String, String> settings) {
    WarehouseConfig reach = TestConfig.of(WarehouseConfig.class, settings);
    IngestConfig config = TestConfig.of(IngestConfig.class, settings);
    JobConfig ledger = TestConfig.of(JobConfig.class, Map.of());
    pools = new WarehousePools(reach);
    warehouse = new Warehouse(pools, reach);
    prepare = new IngestPrepare(DemoTenants.registry(), warehouse, ledger, config);
    Stages stages = new Stages(storage.uploads, storage.contents, reach, config);
    stage = new IngestStage(storage.objects, stages, config);
    apply = new IngestApply(stage, storage.uploads, config);
  }

  /**
   * What came of a load.
   *
   * @param failure why it failed; null where it is complete
   * @param ahead whether the records were in the table before all were staged
   * @param rejects the file of rejected records; null of a load that failed
   */
  public record Loaded(
      Failure failure, long processed, long failed, boolean ahead, String rejects) {}

  /** Loads files into a table as the tenant acme. */
  public Loaded load(
      Operation operation,
      String object,
      ContentType format,
      Compression compression,
      Long errorLimit,
      List<byte[]> files) {
    String id = JobId.bulk();
    latest = id;
    LoadOptions options = new LoadOptions(List.of(), errorLimit, uploaded(id, files));
    Instant now = Instant.now();
    Job job =
        new Job(
            id,
            "acme",
            operation,
            object,
            null,
            format,
            compression,
            options,
            JobState.IN_PROGRESS,
            1,
            0,
            0,
            0,
            null,
            null,
            now,
            now,
            now,
            null,
            "request-1",
            null);
    Exchange exchange = new DefaultExchange(camel);
    try (RecordingLease lease = new RecordingLease(job)) {
      prepare.prepare(lease, exchange);
      try (Loading loading = exchange.getProperty(IngestPorts.LOADING, Loading.class)) {
        stage.stage(loading);
        boolean ahead = loading.staged().inserted();
        apply.apply(loading);
        JobResult result = loading.result().orElseThrow();
        String rejects = new String(storage.read(result.failedKey()), StandardCharsets.UTF_8);
        return new Loaded(null, result.processed(), result.failed(), ahead, rejects);
      }
    } catch (Failure e) {
      return new Loaded(e, 0, 0, false, null);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The keys that staging holds of the latest load. */
  public List<String> staged() {
    return storage.keys("staging/acme/%s/".formatted(latest));
  }

  @Override
  public void close() {
    warehouse.close();
    pools.close();
    storage.close();
  }

  private List<UploadedPart> uploaded(String job, List<byte[]> files) {
    List<UploadedPart> parts = new ArrayList<>();
    for (int number = 1; number <= files.size(); number++) {
      byte[] file = files.get(number - 1);
      String key = "uploads/acme/%s/part-%04d".formatted(job, number);
      try (ObjectUpload upload = storage.uploads.open(new ObjectSpec(key, "text/plain"))) {
        upload.write(file, 0, file.length);
        upload.complete();
      }
      String etag = storage.objects.find(key).orElseThrow().etag();
      parts.add(new UploadedPart(number, key, etag, null, file.length));
    }
    return parts;
  }
}
