package io.spectra.storage;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.util.ArrayList;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * The parts of one multipart upload on their way: a bounded number at a time, their buffers used
 * again. Belongs to one thread, but for {@link #stop()}.
 */
final class PartQueue {
  private static final Logger LOG = Logger.getLogger(PartQueue.class);

  private final PartStore store;
  private final Executor threads;
  private final int limit;
  private final Semaphore slots;
  private final Map<Integer, CompletedPart> done = new ConcurrentSkipListMap<>();
  private final Queue<byte[]> free = new ConcurrentLinkedQueue<>();
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private String upload;

  PartQueue(PartStore store, Executor threads, int limit) {
    this.store = store;
    this.threads = threads;
    this.limit = limit;
    this.slots = new Semaphore(limit);
  }

  /** A buffer of this size, one that was sent already where possible. */
  byte[] buffer(int size) {
    for (byte[] used = free.poll(); used != null; used = free.poll()) {
      if (used.length == size) {
        return used;
      }
    }
    return new byte[size];
  }

  /** Sends a part, waiting for one that is on its way where too many are; takes the buffer over. */
  void send(int number, byte[] bytes, int length) {
    check();
    if (upload == null) {
      upload = S3Calls.call(store::begin);
    }
    acquire(1);
    try {
      check();
      threads.execute(() -> transfer(number, bytes, length));
    } catch (RejectedExecutionException e) {
      slots.release();
      throw Failure.of(ErrorCode.UNAVAILABLE, "The service is shutting down.").causedBy(e);
    } catch (Failure e) {
      slots.release();
      throw e;
    }
  }

  /** Waits for the last part and makes the object visible. */
  void complete() {
    acquire(limit);
    slots.release(limit);
    check();
    S3Calls.run(() -> store.complete(upload, new ArrayList<>(done.values())));
  }

  /** Makes the next call fail; parts on their way end by themselves. */
  void stop() {
    fail(Failure.of(ErrorCode.CONFLICT, "The upload was stopped."));
  }

  /** Throws what made a part fail, or that the upload was stopped. */
  void check() {
    RuntimeException first = failure.get();
    if (first != null) {
      throw first;
    }
  }

  /** Removes the parts. One still on its way would stay behind, so it is waited for. */
  void abort() {
    if (upload == null) {
      return;
    }
    slots.acquireUninterruptibly(limit);
    slots.release(limit);
    try {
      S3Calls.run(() -> store.abort(upload));
    } catch (Failure e) {
      // Whoever closes is told of the first failure, not of this one; the sweeper removes the rest.
      LOG.warnf(e, "multipart upload of %s could not be removed", store.object().key());
    }
  }

  private void transfer(int number, byte[] bytes, int length) {
    try {
      done.put(number, S3Calls.call(() -> store.part(upload, number, bytes, length)));
    } catch (RuntimeException e) {
      fail(e);
    } finally {
      free.add(bytes);
      slots.release();
    }
  }

  private void fail(RuntimeException e) {
    failure.compareAndSet(null, e);
  }

  private void acquire(int count) {
    try {
      slots.acquire(count);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of(ErrorCode.UNAVAILABLE, "The upload was interrupted.").causedBy(e);
    }
  }
}
