package io.spectra.storage;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The S3 client and presigner of the service, closed when it shuts down. */
@Singleton
public class S3Beans {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(30);
  private static final int CONNECTIONS = 64;

  /**
   * The client. It keeps the SDK's defaults for checksums (CRC32 on every request that can carry
   * one): S3 and S3Proxy both verify them, so a part damaged on the way never becomes an export.
   */
  @Produces
  @Singleton
  S3Client client(StorageConfig config) {
    var builder =
        S3Client.builder()
            .region(Region.of(config.region()))
            .credentialsProvider(credentials(config))
            .overrideConfiguration(o -> o.apiCallAttemptTimeout(config.requestTimeout()))
            .httpClientBuilder(
                ApacheHttpClient.builder()
                    .maxConnections(CONNECTIONS)
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .socketTimeout(SILENCE_TIMEOUT));
    config.endpoint().ifPresent(server -> builder.endpointOverride(server).forcePathStyle(true));
    return builder.build();
  }

  @Produces
  @Singleton
  S3Presigner presigner(StorageConfig config) {
    var builder =
        S3Presigner.builder()
            .region(Region.of(config.region()))
            .credentialsProvider(credentials(config));
    config
        .endpoint()
        .ifPresent(
            server ->
                builder
                    .endpointOverride(server)
                    .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build()));
    return builder.build();
  }

  void close(@Disposes S3Client client) {
    client.close();
  }

  void close(@Disposes S3Presigner presigner) {
    presigner.close();
  }

  private static AwsCredentialsProvider credentials(StorageConfig config) {
    if (config.accessKey().isPresent() != config.secretKey().isPresent()) {
      throw new IllegalArgumentException(
          "spectra.s3.access-key and spectra.s3.secret-key go together: set both or neither");
    }
    if (config.accessKey().isEmpty()) {
      return DefaultCredentialsProvider.builder().build();
    }
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(
            config.accessKey().orElseThrow(), config.secretKey().orElseThrow().value()));
  }
}
