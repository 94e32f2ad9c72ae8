package io.spectra.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Writes a body to an HTTP response in chunks, waiting where the client reads slower than we write,
 * so that memory holds one chunk however large the body. Until the first chunk is full nothing has
 * been sent and a failure can still become an error answer. Used by one thread; the client's
 * leaving is noticed by whichever thread tells.
 */
final class ResponseStream extends OutputStream {
  private static final int CHUNK = 64 * 1024;
  private static final int FIRST = 2 * 1024;

  private final HttpServerResponse response;
  private final Duration stalled;
  private final Semaphore room = new Semaphore(0);
  private volatile boolean gone;
  private byte[] buffer = new byte[FIRST];
  private int used;

  /**
   * @param stalled how long the client may take nothing before it is given up
   * @param onGone called, at most once, when the client leaves before the end
   */
  ResponseStream(HttpServerResponse response, Duration stalled, Runnable onGone) {
    this.response = response;
    this.stalled = stalled;
    response.drainHandler(ignored -> room.release());
    response.exceptionHandler(ignored -> leave(onGone));
    response.closeHandler(ignored -> leave(onGone));
  }

  private synchronized void leave(Runnable onGone) {
    if (!gone && !response.ended()) {
      gone = true;
      room.release();
      onGone.run();
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    int at = offset;
    int left = length;
    while (left > 0) {
      if (used == CHUNK) {
        send(buffer, 0, used);
        used = 0;
      }
      if (used == 0 && left >= CHUNK / 2) {
        // It is as good as a chunk, and need not be copied into one.
        send(from, at, left);
        return;
      }
      grow(used + left);
      int step = Math.min(left, buffer.length - used);
      System.arraycopy(from, at, buffer, used, step);
      used += step;
      at += step;
      left -= step;
    }
  }

  private void grow(int wanted) {
    if (wanted > buffer.length && buffer.length < CHUNK) {
      buffer = Arrays.copyOf(buffer, Math.min(CHUNK, Math.max(buffer.length * 4, wanted)));
    }
  }

  private void send(byte[] bytes, int offset, int length) throws IOException {
    if (!response.headWritten()) {
      response.setChunked(true);
    }
    failIfGone();
    response.write(Buffer.buffer(length).appendBytes(bytes, offset, length));
    awaitRoom();
  }

  private void awaitRoom() throws IOException {
    try {
      while (response.writeQueueFull() && !gone) {
        if (!room.tryAcquire(stalled.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new IOException("the client takes nothing of its answer");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
    failIfGone();
  }

  private void failIfGone() throws IOException {
    if (gone) {
      throw new IOException("the client went away");
    }
  }

  /** Sends what is left and ends the response. Not called after a failure. */
  @Override
  public void close() throws IOException {
    failIfGone();
    response.end(Buffer.buffer(used).appendBytes(buffer, 0, used));
  }
}
