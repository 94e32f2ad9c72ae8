package io.spectra.bulk.export;

import com.sun.management.OperatingSystemMXBean;
import io.spectra.bulk.RecordingLease;
import io.spectra.bulk.TestJobs;
import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.local.S3Access;
import io.spectra.storage.StorageFixture;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Does exports, one a line of its input such as {@code STREAM/CSV/GZIP/SELECT 1}, and says what
 * each took: milliseconds, CPU milliseconds, megabytes of heap.
 */
final class ExportBenchWorker {
  private ExportBenchWorker() {}

  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    Map<String, String> environment = System.getenv();
    S3Access s3 =
        new S3Access(
            URI.create(environment.get("SPECTRA_S3_ENDPOINT")),
            environment.get("SPECTRA_S3_REGION"),
            environment.get("SPECTRA_S3_ACCESS_KEY"),
            environment.get("SPECTRA_S3_SECRET_KEY"),
            environment.get("SPECTRA_S3_BUCKET"));
    try (StorageFixture storage = new StorageFixture(s3, "1h", "8M");
        ExportFixture streams = new ExportFixture(storage);
        ExportFixture unloads =
            new ExportFixture(storage, Map.of("spectra.bulk.export.unload.iam-role", "default"));
        BufferedReader orders =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        String[] words = order.split("/", 4);
        ExportFixture exports = words[0].equals("UNLOAD") ? unloads : streams;
        System.out.println(
            export(
                exports,
                new RecordingLease(
                    TestJobs.export(
                        words[3], ContentType.valueOf(words[1]), Compression.valueOf(words[2])))));
      }
    }
  }

  private static String export(ExportFixture exports, RecordingLease lease) {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    long cpu = system.getProcessCpuTime();
    long begin = System.nanoTime();
    exports.begin(lease);
    while (!lease.closed) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    if (lease.result == null) {
      throw new IllegalStateException(String.valueOf(lease.error));
    }
    double millis = (System.nanoTime() - begin) / 1e6;
    double cpuMillis = (system.getProcessCpuTime() - cpu) / 1e6;
    long heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum();
    return "%.0f %.0f %.0f".formatted(millis, cpuMillis, heap / 1e6);
  }
}
