package io.spectra.storage;

import io.spectra.TestConfig;
import io.spectra.local.S3Access;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The storage beans over a running S3 server, made as the container makes them. */
public final class StorageFixture implements AutoCloseable {
  /** The smallest part size that S3 allows. */
  public static final int PART = 5 << 20;

  public final Uploads uploads;
  public final PresignedUrls urls;
  public final StoredObjects objects;
  public final Bucket contents;
  public final ObjectComposer composer;
  private final S3Client s3;
  private final S3Presigner presigner;
  private final String bucket;

  public StorageFixture(S3Access access) {
    this(access, "1h");
  }

  public StorageFixture(S3Access access, String linkValidity) {
    this(access, linkValidity, "5M");
  }

  public StorageFixture(S3Access access, String linkValidity, String partSize) {
    this(access, linkValidity, partSize, "3s");
  }

  public StorageFixture(
      S3Access access, String linkValidity, String partSize, String requestTimeout) {
    StorageConfig config =
        TestConfig.of(
            StorageConfig.class,
            Map.of(
                "spectra.s3.bucket", access.bucket(),
                "spectra.s3.region", access.region(),
                "spectra.s3.endpoint", access.endpoint().toString(),
                "spectra.s3.access-key", access.accessKey(),
                "spectra.s3.secret-key", access.secretKey(),
                "spectra.s3.part-size", partSize,
                "spectra.s3.request-timeout", requestTimeout,
                "spectra.s3.link-validity", linkValidity));
    S3Beans beans = new S3Beans();
    this.s3 = beans.client(config);
    this.presigner = beans.presigner(config);
    this.uploads = new Uploads(s3, config);
    this.urls = new PresignedUrls(presigner, config);
    this.objects = new StoredObjects(s3, config);
    this.contents = new Bucket(s3, config);
    this.composer = new ObjectComposer(s3, config);
    this.bucket = access.bucket();
  }

  /** What an object holds. */
  public byte[] read(String key) {
    return s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray();
  }

  /** The keys of all objects under a prefix. */
  public List<String> keys(String prefix) {
    return s3.listObjectsV2(list -> list.bucket(bucket).prefix(prefix)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  /** The keys of the multipart uploads that nobody completed or aborted. */
  public List<String> openUploads() {
    return s3.listMultipartUploads(list -> list.bucket(bucket)).uploads().stream()
        .map(MultipartUpload::key)
        .toList();
  }

  @Override
  public void close() {
    uploads.close();
    presigner.close();
    s3.close();
  }
}
