package io.spectra.storage;

import io.quarkus.runtime.configuration.MemorySize;
import io.spectra.auth.Secret;
import io.spectra.local.S3Access;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The storage beans over a running S3 server, made as the container makes them. */
public final class StorageFixture implements AutoCloseable {
  /** The smallest part size that S3 allows. */
  public static final int PART = 5 << 20;

  public final S3Client s3;
  public final Uploads uploads;
  public final PresignedUrls urls;
  private final S3Presigner presigner;
  private final String bucket;

  public StorageFixture(S3Access access) {
    this(access, Duration.ofHours(1));
  }

  public StorageFixture(S3Access access, Duration linkValidity) {
    StorageConfig config = new Config(access, linkValidity);
    S3Beans beans = new S3Beans();
    this.s3 = beans.client(config);
    this.presigner = beans.presigner(config);
    this.uploads = new Uploads(s3, config);
    this.urls = new PresignedUrls(presigner, config);
    this.bucket = access.bucket();
  }

  /** What an object holds. */
  public byte[] read(String key) {
    return s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray();
  }

  /** The keys of all objects under a prefix. */
  public List<String> keys(String prefix) {
    return s3.listObjectsV2(list -> list.bucket(bucket).prefix(prefix)).contents().stream()
        .map(object -> object.key())
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

  private record Config(S3Access access, Duration linkValidity) implements StorageConfig {
    @Override
    public String bucket() {
      return access.bucket();
    }

    @Override
    public String region() {
      return access.region();
    }

    @Override
    public Optional<URI> endpoint() {
      return Optional.of(access.endpoint());
    }

    @Override
    public Optional<String> accessKey() {
      return Optional.of(access.accessKey());
    }

    @Override
    public Optional<Secret> secretKey() {
      return Optional.of(new Secret(access.secretKey()));
    }

    @Override
    public MemorySize partSize() {
      return new MemorySize(BigInteger.valueOf(PART));
    }

    @Override
    public int partsInFlight() {
      return 2;
    }

    @Override
    public Duration requestTimeout() {
      return Duration.ofSeconds(20);
    }
  }
}
