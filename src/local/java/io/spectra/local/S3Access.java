package io.spectra.local;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * How a client reaches an S3 server of the laptop stack.
 *
 * @param endpoint scheme, host and port; objects are addressed by path below it
 * @param region the region that goes into signatures
 * @param accessKey the id of the signing key
 * @param secretKey the signing key; a demo value, no secret
 * @param bucket the bucket that exists from the start
 */
public record S3Access(
    URI endpoint, String region, String accessKey, String secretKey, String bucket) {

  static S3Access demo(URI endpoint) {
    return new S3Access(
        endpoint, "us-east-1", "spectra-local", "spectra-local-secret", "spectra-local");
  }

  /** The same credentials and bucket, reached through another address. */
  public S3Access at(URI otherEndpoint) {
    return new S3Access(otherEndpoint, region, accessKey, secretKey, bucket);
  }

  /** A new client with path-style addressing; the caller closes it. */
  public S3Client client() {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
        .forcePathStyle(true)
        .httpClientBuilder(ApacheHttpClient.builder().maxConnections(100))
        .build();
  }
}
