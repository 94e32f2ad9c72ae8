package io.spectra.bulk.ingest.read;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The memory for Parquet files of all loads together. Whoever needs more than is left waits until
 * others are done with theirs, first come, first served. Safe for use by many threads.
 */
public final class ParquetRoom {
  private static final int UNIT = 1 << 10;

  private final ParquetLimits limits;
  private final Semaphore left;

  ParquetRoom(ParquetLimits limits) {
    this.limits = limits;
    left = new Semaphore(units(limits.group() + limits.pages()), true);
  }

  /** Room for one file as large as it may be, or for several that are smaller. */
  public static ParquetRoom of(io.spectra.bulk.ingest.IngestConfig config) {
    return new ParquetRoom(ParquetLimits.of(config, Runtime.getRuntime().maxMemory()));
  }

  ParquetLimits limits() {
    return limits;
  }

  /**
   * Waits for so much; whoever took it gives back just as much, before it takes more.
   *
   * @param bytes no more than the limits of a row group and of its pages together
   * @param stopped whether nobody waits for it any more
   * @throws Failure {@code CONFLICT} then
   */
  void take(long bytes, BooleanSupplier stopped) {
    try {
      while (!left.tryAcquire(units(bytes), 1, TimeUnit.SECONDS)) {
        if (stopped.getAsBoolean()) {
          throw given();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw given();
    }
  }

  void give(long bytes) {
    left.release(units(bytes));
  }

  private static Failure given() {
    return Failure.of(ErrorCode.CONFLICT, "The job was aborted or given to another worker.");
  }

  private static int units(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE, bytes / UNIT);
  }
}
