package io.spectra.storage;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/**
 * The service's bucket: looks at and removes what lies in it. Safe for use by many threads; every
 * method throws a {@link io.spectra.failure.Failure} like {@link ObjectUpload}.
 */
@ApplicationScoped
public class Bucket {
  private static final int BATCH = 1_000;

  private final S3Client s3;
  private final StorageConfig config;

  Bucket(S3Client s3, StorageConfig config) {
    this.s3 = s3;
    this.config = config;
  }

  /**
   * An object.
   *
   * @param key its key
   * @param size its size in bytes
   * @param since when it was written
   */
  public record Stored(String key, long size, Instant since) {}

  /**
   * A multipart upload that is neither completed nor aborted.
   *
   * @param key of the object that it would make
   * @param id the upload's own
   * @param since when it was begun
   */
  public record Unfinished(String key, String id, Instant since) {}

  /** The bucket's address, for the warehouse: {@code s3://bucket/key}. */
  public String url(String key) {
    return "s3://" + config.bucket() + "/" + key;
  }

  /** The objects under a prefix, fetched page by page as they are taken. */
  public Stream<Stored> under(String prefix) {
    return S3Calls.call(
        () ->
            s3
                .listObjectsV2Paginator(list -> list.bucket(config.bucket()).prefix(prefix))
                .contents()
                .stream()
                .map(found -> new Stored(found.key(), found.size(), found.lastModified())));
  }

  /** The unfinished uploads of keys under a prefix. */
  public List<Unfinished> unfinished(String prefix) {
    return S3Calls.call(
        () ->
            s3
                .listMultipartUploadsPaginator(list -> list.bucket(config.bucket()).prefix(prefix))
                .uploads()
                .stream()
                .map(found -> new Unfinished(found.key(), found.uploadId(), found.initiated()))
                .toList());
  }

  /** What an object holds, which has to be small; empty where there is none. */
  public Optional<byte[]> read(String key) {
    return S3Calls.call(
        () -> {
          try {
            return Optional.of(
                s3.getObjectAsBytes(get -> get.bucket(config.bucket()).key(key)).asByteArray());
          } catch (NoSuchKeyException missing) {
            return Optional.empty();
          }
        });
  }

  /** Whether there is an object. */
  public boolean exists(String key) {
    return S3Calls.call(
        () -> {
          try {
            s3.headObject(head -> head.bucket(config.bucket()).key(key));
            return true;
          } catch (NoSuchKeyException missing) {
            return false;
          }
        });
  }

  /** Removes objects; those that are gone already do not matter. */
  public void delete(List<String> keys) {
    for (int from = 0; from < keys.size(); from += BATCH) {
      List<ObjectIdentifier> batch =
          keys.subList(from, Math.min(keys.size(), from + BATCH)).stream()
              .map(key -> ObjectIdentifier.builder().key(key).build())
              .toList();
      S3Calls.run(
          () ->
              s3.deleteObjects(
                  delete -> delete.bucket(config.bucket()).delete(all -> all.objects(batch))));
    }
  }

  /** Removes an upload's parts; one that is gone already does not matter. */
  public void abort(Unfinished upload) {
    S3Calls.run(
        () -> {
          try {
            s3.abortMultipartUpload(
                abort -> abort.bucket(config.bucket()).key(upload.key()).uploadId(upload.id()));
          } catch (software.amazon.awssdk.services.s3.model.NoSuchUploadException gone) {
            // Somebody else was faster.
          }
        });
  }
}
