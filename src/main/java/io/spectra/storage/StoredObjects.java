package io.spectra.storage;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Looks at, reads and removes objects of the service's bucket. Safe for use by many threads; every
 * method may throw {@link Failure}: {@code UNAVAILABLE} where trying again may help.
 */
@ApplicationScoped
public class StoredObjects {
  private static final int PRECONDITION_FAILED = 412;
  private static final int NOT_FOUND = 404;

  private final S3Client s3;
  private final StorageConfig config;

  public StoredObjects(S3Client s3, StorageConfig config) {
    this.s3 = s3;
    this.config = config;
  }

  /**
   * An object as it is now.
   *
   * @param version null where the bucket keeps no versions
   */
  public record Stored(String key, String etag, String version, long sizeBytes) {}

  /** The bucket that all keys are of. */
  public String bucket() {
    return config.bucket();
  }

  /** What is stored under a key; empty for nothing. */
  public Optional<Stored> find(String key) {
    return S3Calls.call(
        () -> {
          try {
            var head = s3.headObject(request -> request.bucket(config.bucket()).key(key));
            return Optional.of(
                new Stored(key, head.eTag(), head.versionId(), head.contentLength()));
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  /** The keys under a prefix, in order. */
  public List<String> keys(String prefix) {
    return S3Calls.call(
        () ->
            s3
                .listObjectsV2Paginator(list -> list.bucket(config.bucket()).prefix(prefix))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList());
  }

  /**
   * Reads an object that must still be what it was.
   *
   * @param from the first byte, from 0
   * @param length how many bytes at most; negative for all that follow
   * @return its bytes; the caller closes or aborts it
   * @throws Failure {@code CONFLICT} when another object, or none, is under the key now
   */
  public ResponseInputStream<GetObjectResponse> read(Stored object, long from, long length) {
    return S3Calls.call(
        () -> {
          try {
            return s3.getObject(
                request -> {
                  request
                      .bucket(config.bucket())
                      .key(object.key())
                      .versionId(object.version())
                      .ifMatch(object.etag());
                  if (from > 0 || length >= 0) {
                    String end = length < 0 ? "" : Long.toString(from + length - 1);
                    request.range("bytes=" + from + "-" + end);
                  }
                });
          } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED || e.statusCode() == NOT_FOUND) {
              throw Failure.of(ErrorCode.CONFLICT, "The object was changed or removed.")
                  .causedBy(e);
            }
            throw e;
          }
        });
  }

  /** Removes an object, if it is there. */
  public void delete(String key) {
    S3Calls.run(() -> s3.deleteObject(request -> request.bucket(config.bucket()).key(key)));
  }
}
