package io.spectra.query.kept;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Copies an answer while it is written: what is small stays in memory, what grows goes to a file.
 * Keeping never harms the answer itself: where it fails, the answer is not kept. For one thread.
 */
final class Spool extends OutputStream {
  private static final Logger LOG = Logger.getLogger(Spool.class);

  private final OutputStream out;
  private final Path part;
  private final int inMemory;
  private final long most;
  private byte[] buffer = {};
  private long size;
  private OutputStream file;
  private boolean lost;

  /**
   * @param out where the answer goes
   * @param part the file for what is larger than {@code inMemory}
   * @param most the size after which the answer is not kept
   */
  Spool(OutputStream out, Path part, int inMemory, long most) {
    this.out = out;
    this.part = part;
    this.inMemory = inMemory;
    this.most = most;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    if (lost) {
      return;
    }
    try {
      keep(bytes, offset, length);
    } catch (IOException e) {
      LOG.warnf(e, "an answer is not kept: %s", part);
      lose();
    }
  }

  private void keep(byte[] bytes, int offset, int length) throws IOException {
    if (size + length > most) {
      lose();
      return;
    }
    if (file == null && size + length <= inMemory) {
      int used = (int) size;
      if (buffer.length < used + length) {
        buffer = Arrays.copyOf(buffer, Math.min(inMemory, Math.max(used + length, 2 * used)));
      }
      System.arraycopy(bytes, offset, buffer, used, length);
    } else {
      if (file == null) {
        file = Files.newOutputStream(part);
        file.write(buffer, 0, (int) size);
        buffer = null;
      }
      file.write(bytes, offset, length);
    }
    size += length;
  }

  private void lose() {
    lost = true;
    buffer = null;
    discard();
  }

  /**
   * What was copied, once the answer is written; empty where it could not be.
   *
   * @param whole what the file is named from now on
   */
  Optional<Kept> finish(Path whole) {
    if (lost) {
      return Optional.empty();
    }
    if (file == null) {
      return Optional.of(new Kept(size, Arrays.copyOf(buffer, (int) size), null));
    }
    try {
      file.close();
      Files.move(part, whole);
      return Optional.of(new Kept(size, null, whole));
    } catch (IOException e) {
      LOG.warnf(e, "an answer is not kept: %s", part);
      lose();
      return Optional.empty();
    }
  }

  /** Removes what was copied of an answer that did not become whole. */
  void discard() {
    if (file == null) {
      return;
    }
    try {
      file.close();
      Files.deleteIfExists(part);
    } catch (IOException e) {
      LOG.warnf(e, "could not remove %s", part);
    }
    file = null;
  }
}
