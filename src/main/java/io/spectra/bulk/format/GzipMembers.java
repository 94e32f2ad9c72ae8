package io.spectra.bulk.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;

/**
 * Compresses blocks side by side, each as a gzip member of its own: a gzip file may consist of
 * many, and readers take them as one stream. The members leave in order; a few blocks are in memory
 * at a time. Belongs to one thread.
 */
final class GzipMembers extends OutputStream {
  private static final int BLOCK_BYTES = 1 << 20;
  private static final int AT_WORK = 2;

  private final OutputStream out;
  private final Queue<CompletableFuture<ByteArrayOutputStream>> members = new ArrayDeque<>();
  private byte[] block = new byte[BLOCK_BYTES];
  private int filled;
  private boolean any;

  GzipMembers(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (filled == block.length) {
        compress();
      }
      int taken = Math.min(left, block.length - filled);
      System.arraycopy(bytes, from, block, filled, taken);
      filled += taken;
      from += taken;
      left -= taken;
    }
  }

  /** Passes on everything; a file without content is one empty member. */
  void finish() throws IOException {
    if (filled > 0 || !any) {
      compress();
    }
    while (!members.isEmpty()) {
      pass();
    }
  }

  private void compress() throws IOException {
    if (members.size() == AT_WORK) {
      pass();
    }
    byte[] full = block;
    int length = filled;
    members.add(
        CompletableFuture.supplyAsync(() -> member(full, length), ForkJoinPool.commonPool()));
    block = new byte[BLOCK_BYTES];
    filled = 0;
    any = true;
  }

  private void pass() throws IOException {
    try {
      members.remove().join().writeTo(out);
    } catch (CompletionException e) {
      throw new IOException("a block could not be compressed", e.getCause());
    }
  }

  private static ByteArrayOutputStream member(byte[] block, int length) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(length / 3);
    try {
      FastGzip gzip = new FastGzip(packed);
      gzip.write(block, 0, length);
      gzip.end();
      return packed;
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }
}
