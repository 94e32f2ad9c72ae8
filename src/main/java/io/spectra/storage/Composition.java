package io.spectra.storage;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
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
  private final ByteArrayOutputStream small = new ByteArrayOutputStream();
  private long size;

  Composition(PartStore store, String upload, BooleanSupplier stopped) {
    this.store = store;
    this.upload = upload;
    this.stopped = stopped;
  }

  void add(byte[] bytes) {
    small.writeBytes(bytes);
  }

  void add(ObjectComposer.Piece piece) {
    long at = piece.from();
    while (at < piece.to()) {
      if (stopped.getAsBoolean()) {
        throw Failure.of(ErrorCode.CONFLICT, "The upload was stopped.");
      }
      long left = piece.to() - at;
      at +=
          small.size() == 0 && left >= PartSizes.MIN_SIZE
              ? copied(piece.key(), at, Math.min(left, MAX_COPY))
              : fetched(piece.key(), at, Math.min(left, PartSizes.MIN_SIZE - small.size()));
    }
  }

  /** Makes the object visible; gives its size. */
  long complete() {
    if (small.size() > 0 || parts.isEmpty()) {
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

  private long fetched(String key, long from, long length) {
    small.writeBytes(S3Calls.call(() -> store.range(key, from, from + length)));
    if (small.size() >= PartSizes.MIN_SIZE) {
      sendSmall();
    }
    return length;
  }

  private void sendSmall() {
    byte[] bytes = small.toByteArray();
    int number = parts.size() + 1;
    parts.add(S3Calls.call(() -> store.part(upload, number, bytes, bytes.length)));
    size += bytes.length;
    small.reset();
  }
}
