package io.spectra.storage;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Whole objects on their way into the bucket, a bounded number at a time, each in one request and
 * with its buffer used again. Belongs to one thread; failures are {@link ObjectUpload}'s.
 */
public final class ObjectQueue implements AutoCloseable {
  private final Function<ObjectSpec, PartStore> stores;
  private final ExecutorService threads;
  private final int bufferSize;
  private final int limit;
  private final Semaphore slots;
  private final Queue<byte[]> free = new ConcurrentLinkedQueue<>();

  ObjectQueue(
      Function<ObjectSpec, PartStore> stores, ExecutorService threads, int bufferSize, int limit) {
    this.stores = stores;
    this.threads = threads;
    this.bufferSize = bufferSize;
    this.limit = limit;
    this.slots = new Semaphore(limit);
  }

  /** A buffer for the next object, one that was sent already where possible. */
  public byte[] buffer() {
    byte[] used = free.poll();
    return used == null ? new byte[bufferSize] : used;
  }

  /**
   * Sends an object, waiting first where too many are on their way.
   *
   * @param bytes taken over by the queue
   * @return ends when the object is stored, or with what kept it from being so
   */
  public Future<?> send(ObjectSpec object, byte[] bytes, int length) {
    try {
      slots.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of(ErrorCode.UNAVAILABLE, "The upload was interrupted.").causedBy(e);
    }
    try {
      return threads.submit(() -> put(object, bytes, length));
    } catch (RejectedExecutionException e) {
      slots.release();
      throw Failure.of(ErrorCode.UNAVAILABLE, "The service is shutting down.").causedBy(e);
    }
  }

  /** Waits until none is on its way, and gives its buffers up; does nothing when called again. */
  @Override
  public void close() {
    slots.acquireUninterruptibly(limit);
    slots.release(limit);
    free.clear();
  }

  private void put(ObjectSpec object, byte[] bytes, int length) {
    try {
      S3Calls.run(() -> stores.apply(object).put(bytes, length));
    } finally {
      if (bytes.length == bufferSize) {
        free.add(bytes);
      }
      slots.release();
    }
  }
}
