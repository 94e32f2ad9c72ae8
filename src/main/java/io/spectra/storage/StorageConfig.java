package io.spectra.storage;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.spectra.auth.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where exports and uploads lie: one bucket of S3, or of anything that speaks its protocol. */
@ConfigMapping(prefix = "spectra.s3")
public interface StorageConfig {
  /** The bucket that holds {@code exports/} and {@code uploads/}. It must exist. Required. */
  String bucket();

  /** The region of the bucket. */
  @WithDefault("us-east-1")
  String region();

  /**
   * Another server than AWS, such as {@code http://localhost:9191}; it is addressed in path style.
   * Presigned URLs point there too, so clients must be able to reach it. Unset: AWS itself.
   */
  Optional<URI> endpoint();

  /** The access key; unset, together with the secret key: the AWS default credentials chain. */
  Optional<String> accessKey();

  /** The secret of the access key. */
  Optional<Secret> secretKey();

  /**
   * Size of the first parts of a multipart upload, 5 MiB at least; {@link PartSizes} makes later
   * parts larger. An upload holds one such buffer more than it has parts in flight.
   */
  @WithDefault("8M")
  MemorySize partSize();

  /** Parts of one upload that are on their way at the same time. */
  @WithDefault("2")
  int partsInFlight();

  /** How long a presigned URL is valid; seven days is S3's own limit. */
  @WithDefault("1h")
  Duration linkValidity();

  /** The longest that one try of a request to S3 may take, a part's transfer included. */
  @WithDefault("2m")
  Duration requestTimeout();
}
