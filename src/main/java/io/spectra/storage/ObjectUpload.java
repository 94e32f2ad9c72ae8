package io.spectra.storage;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.ExecutorService;

/**
 * A stream into one object of unknown size. The object appears whole with {@link #complete()}, or
 * not at all: closing before that, as a try-with-resources does when anything fails, removes what
 * was sent. Holds no more than one part buffer plus those in flight.
 *
 * <p>Not safe for use by many threads, but for {@link #stop()} and {@link #size()}. Every method
 * may throw {@link Failure}: {@code UNAVAILABLE} where trying the whole upload again may help,
 * {@code CONFLICT} when the object exists already, {@code INTERNAL_ERROR} otherwise.
 */
public final class ObjectUpload extends OutputStream {
  private final PartStore store;
  private final PartQueue parts;
  private final int firstSize;
  private byte[] buffer;
  private int filled;
  private int sent;
  private volatile long size;
  private boolean ended;

  ObjectUpload(PartStore store, ExecutorService threads, int firstSize, int inFlight) {
    this.store = store;
    this.parts = new PartQueue(store, threads, inFlight);
    this.firstSize = firstSize;
    this.buffer = parts.buffer(firstSize);
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (ended) {
      throw new IllegalStateException("the upload has ended");
    }
    int from = offset;
    int left = length;
    while (left > 0) {
      if (filled == buffer.length) {
        sendPart();
      }
      int taken = Math.min(left, buffer.length - filled);
      System.arraycopy(bytes, from, buffer, filled, taken);
      filled += taken;
      from += taken;
      left -= taken;
    }
    size = size + length;
  }

  /** Does nothing: a part is sent when it is full. */
  @Override
  public void flush() {
    parts.check();
  }

  /** Bytes written so far; may be asked from any thread. */
  public long size() {
    return size;
  }

  /**
   * Makes the object visible.
   *
   * @return its size in bytes
   */
  public long complete() {
    if (ended) {
      throw new IllegalStateException("the upload has ended");
    }
    if (sent == 0) {
      parts.check();
      S3Calls.run(() -> store.put(buffer, filled));
    } else {
      sendPart();
      parts.complete();
    }
    ended = true;
    return size;
  }

  /**
   * Ends the upload from any thread, at once: writes, and a {@link #complete()} that has not
   * reached S3, fail from now on. Its own thread still has to close it.
   */
  public void stop() {
    parts.stop();
  }

  /** Removes what was sent, unless the upload was completed; may be called again. */
  @Override
  public void close() {
    if (!ended) {
      ended = true;
      parts.abort();
    }
  }

  private void sendPart() {
    if (sent == PartSizes.MAX_PARTS) {
      throw Failure.of(ErrorCode.PAYLOAD_TOO_LARGE, "The file is larger than 5 TB.");
    }
    sent++;
    parts.send(sent, buffer, filled);
    buffer = parts.buffer(PartSizes.of(firstSize, sent + 1));
    filled = 0;
  }
}
