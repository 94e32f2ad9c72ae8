package io.spectra.storage;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Makes one object of several, on S3's own side: bytes come here only where a part would be smaller
 * than S3 takes. Safe for use by many threads.
 */
@ApplicationScoped
public class ObjectComposer {
  private final S3Client s3;
  private final StorageConfig config;

  ObjectComposer(S3Client s3, StorageConfig config) {
    this.s3 = s3;
    this.config = config;
  }

  /**
   * Bytes of an object.
   *
   * @param key its key
   * @param from the first byte, from 0
   * @param to behind the last byte
   */
  public record Piece(String key, long from, long to) {}

  /**
   * Puts the pieces behind one another. The object appears whole or not at all.
   *
   * @param lead what stands before them
   * @param stopped asked now and then: whether to give up
   * @return the object's size
   * @throws io.spectra.failure.Failure like {@link ObjectUpload}
   */
  public long compose(ObjectSpec object, byte[] lead, List<Piece> pieces, BooleanSupplier stopped) {
    PartStore store = new PartStore(s3, config.bucket(), object);
    String upload = S3Calls.call(store::begin);
    Composition parts = new Composition(store, upload, stopped);
    try {
      parts.add(lead);
      pieces.forEach(parts::add);
      return parts.complete();
    } catch (RuntimeException e) {
      parts.abort();
      throw e;
    }
  }
}
