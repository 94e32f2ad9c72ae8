package io.spectra.storage;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Whole files in the service's bucket. Safe for use by many threads; every method may throw {@link
 * io.spectra.failure.Failure}: {@code UNAVAILABLE} where trying again may help, {@code
 * INTERNAL_ERROR} otherwise.
 */
@ApplicationScoped
public class StoredFiles {
  /** Up to here one request does; what is larger goes in parts, each of which can be repeated. */
  private static final long ONE_REQUEST = 64L << 20;

  private final S3Client s3;
  private final StorageConfig config;
  private final Uploads uploads;

  StoredFiles(S3Client s3, StorageConfig config, Uploads uploads) {
    this.s3 = s3;
    this.config = config;
    this.uploads = uploads;
  }

  /**
   * Writes an object; one that is there already is of the same content, and is replaced or left.
   */
  public void put(ObjectSpec object, Path file) {
    try {
      if (Files.size(file) > ONE_REQUEST) {
        putInParts(object, file);
      } else {
        S3Calls.run(
            () ->
                s3.putObject(
                    put ->
                        put.bucket(config.bucket())
                            .key(object.key())
                            .contentType(object.contentType()),
                    RequestBody.fromFile(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void putInParts(ObjectSpec object, Path file) throws IOException {
    if (open(object.key()).map(StoredFiles::closed).isPresent()) {
      return;
    }
    try (ObjectUpload upload = uploads.open(object)) {
      Files.copy(file, upload);
      upload.complete();
    }
  }

  private static boolean closed(InputStream there) {
    try {
      there.close();
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An object's content, to be closed by the caller; empty where there is no such object. */
  public Optional<InputStream> open(String key) {
    return S3Calls.call(
        () -> {
          try {
            return Optional.of(s3.getObject(get -> get.bucket(config.bucket()).key(key)));
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  /**
   * Removes the objects under a prefix that were written before a time.
   *
   * @return how many were removed
   */
  public int removeOlder(String prefix, Instant than) {
    return S3Calls.call(
        () ->
            s3
                .listObjectsV2Paginator(list -> list.bucket(config.bucket()).prefix(prefix))
                .contents()
                .stream()
                .filter(object -> object.lastModified().isBefore(than))
                .mapToInt(object -> remove(object.key()))
                .sum());
  }

  private int remove(String key) {
    s3.deleteObject(delete -> delete.bucket(config.bucket()).key(key));
    return 1;
  }
}
