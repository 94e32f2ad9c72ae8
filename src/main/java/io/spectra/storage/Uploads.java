package io.spectra.storage;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.s3.S3Client;

/** Opens streams into the service's bucket. Safe for use by many threads. */
@ApplicationScoped
public class Uploads {
  private static final int IDLE_SECONDS = 30;

  private final S3Client s3;
  private final StorageConfig config;
  private final int partSize;
  // Every upload bounds its own parts, so the threads need no bound of their own.
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>());

  Uploads(S3Client s3, StorageConfig config) {
    this.s3 = s3;
    this.config = config;
    this.partSize = Math.toIntExact(config.partSize().asLongValue());
    if (partSize < PartSizes.MIN_SIZE || config.partsInFlight() < 1) {
      throw new IllegalArgumentException(
          "spectra.s3.part-size is 5M at least, spectra.s3.parts-in-flight 1 at least");
    }
  }

  /** A stream into a new object; the caller closes it. Asks nothing of S3 yet. */
  public ObjectUpload open(ObjectSpec object) {
    return new ObjectUpload(
        new PartStore(s3, config.bucket(), object), threads, partSize, config.partsInFlight());
  }

  /**
   * A queue of whole objects; the caller closes it. They are written like others, on the condition
   * that none is there.
   *
   * @param bufferSize bytes that an object usually has
   */
  public ObjectQueue queue(int bufferSize) {
    return new ObjectQueue(
        object -> new PartStore(s3, config.bucket(), object),
        threads,
        bufferSize,
        config.partsInFlight());
  }

  @PreDestroy
  void close() {
    threads.shutdown();
  }
}
