package io.spectra.storage;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * The parts of one composed object: copied on S3's side where they are large enough, else gathered
 * here until they are. Belongs to one thread.
 */
final class Composition {
  private static final Logger LOG = Logger.getLogger(Composition.class);

  /** S3 copies up to 5 GiB at a time; less can be stopped sooner. */
  private static final long MAX_COPY = 1L << 30;

  private final PartStore store;
  private final String upload;
  private final BooleanSupplier stopped;
  private final List<CompletedPart> parts = new ArrayList<>();
  private byte[] small = {};
  private int held;
  private long size;

  Composition(PartStore store, String upload, BooleanSupplier stopped) {
    this.store = store;
    this.upload = upload;
    this.stopped = stopped;
  }

  void add(byte[] bytes) {
    makeRoom(bytes.length);
    System.arraycopy(bytes, 0, small, held, bytes.length);
    held += bytes.length;
  }

  void add(ObjectComposer.Piece piece) {
    long at = piece.from();
    while (at < piece.to()) {
      if (stopped.getAsBoolean()) {
        throw Failure.of(ErrorCode.CONFLICT, "The upload was stopped.");
      }
      long left = piece.to() - at;
      at +=
          held == 0 && left >= PartSizes.MIN_SIZE
              ? copied(piece.key(), at, Math.min(left, MAX_COPY))
              : fetched(piece.key(), at, Math.min(left, PartSizes.MIN_SIZE - held));
    }
  }

  /** Makes the object visible; gives its size. */
  long complete() {
    if (held > 0 || parts.isEmpty()) {
      sendSmall();
    }
    S3Calls.run(() -> store.complete(upload, parts));
    return size;
  }

  void abort() {
    try {
      S3Calls.run(() -> store.abort(upload));
    } catch (Failure e) {
      LOG.warnf(e, "multipart upload of %s could not be removed", store.object().key());
    }
  }

  private long copied(String key, long from, long length) {
    int number = parts.size() + 1;
    parts.add(S3Calls.call(() -> store.copied(upload, number, key, from, from + length)));
    size += length;
    return length;
  }

  /** Straight into its place: such parts are large beside what a worker may hold. */
  private long fetched(String key, long from, long length) {
    makeRoom((int) length);
    S3Calls.run(() -> store.range(key, from, small, held, (int) length));
    held += (int) length;
    if (held >= PartSizes.MIN_SIZE) {
      sendSmall();
    }
    return length;
  }

  private void makeRoom(int more) {
    if (held + more > small.length) {
      long grown = Math.min(PartSizes.MIN_SIZE, 2L * small.length);
      small = Arrays.copyOf(small, (int) Math.max(held + more, grown));
    }
  }

  private void sendSmall() {
    int number = parts.size() + 1;
    parts.add(S3Calls.call(() -> store.part(upload, number, small, held)));
    size += held;
    held = 0;
  }
}
