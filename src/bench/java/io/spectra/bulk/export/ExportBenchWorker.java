package io.spectra.bulk.export;

import com.sun.management.OperatingSystemMXBean;
import io.spectra.bulk.RecordingLease;
import io.spectra.bulk.TestJobs;
import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.local.S3Access;
import io.spectra.storage.StorageFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Does exports, one a line of its input such as {@code STREAM/CSV/GZIP/SELECT 1}, and says what
 * each took: milliseconds, CPU milliseconds, megabytes of heap and of the process.
 */
final class ExportBenchWorker {
  /** What Linux takes for: forget how much memory there was at most. */
  private static final String FORGET_PEAK = "5";

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
    try (StorageFixture storage = new StorageFixture(s3, "1h", "8M", "2m");
        ExportFixture streams = new ExportFixture(storage);
        ExportFixture unloads =
            new ExportFixture(storage, Map.of("spectra.bulk.export.way", "unload"));
        BufferedReader orders =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        String[] words = order.split("/", 4);
        ExportFixture exports = words[0].equals("UNLOAD") ? unloads : streams;
        RecordingLease lease =
            new RecordingLease(
                TestJobs.export(
                    words[3], ContentType.valueOf(words[1]), Compression.valueOf(words[2])));
        String figures = export(exports, lease);
        // The disk is not to hold what all rounds wrote, and its writer is not to disturb the next.
        storage.contents.delete(storage.keys("exports/acme/" + lease.job().id()));
        System.out.println(ExportFigures.MARK + figures);
      }
    }
  }

  private static String export(ExportFixture exports, RecordingLease lease) throws IOException {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    Files.writeString(Path.of("/proc/self/clear_refs"), FORGET_PEAK);
    long cpu = system.getProcessCpuTime();
    long begin = System.nanoTime();
    exports.begin(lease);
    while (!lease.closed) {
      // Each look costs some microseconds of the CPU time that is told.
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
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
    return "%.0f %.0f %.0f %d".formatted(millis, cpuMillis, heap / 1e6, resident());
  }

  /** The most memory of this process since it was forgotten, in MB. */
  private static long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1000)
        .findFirst()
        .orElse(0);
  }
}
