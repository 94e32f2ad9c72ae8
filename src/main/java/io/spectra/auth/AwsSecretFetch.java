package io.spectra.auth;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Asks AWS Secrets Manager, with the credentials of the AWS default chain. Makes its client when it
 * is first asked: a registry without such secrets needs no AWS. Safe for use by many threads.
 */
final class AwsSecretFetch implements AutoCloseable {
  /** Whoever waits for a new secret holds up the registry, which is to change within 5 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final TenantsConfig config;
  private SecretsManagerClient client;

  AwsSecretFetch(TenantsConfig config) {
    this.config = config;
  }

  /**
   * The secret as it is now.
   *
   * @throws IllegalStateException naming the secret, and why it cannot be had; never with any of it
   */
  Secret now(String name) {
    try {
      String text = client().getSecretValue(request -> request.secretId(name)).secretString();
      if (text == null) {
        throw new IllegalStateException("the secret " + name + " in AWS is not text");
      }
      return new Secret(text);
    } catch (SdkException e) {
      throw new IllegalStateException(
          "the tenant registry needs the secret %s of AWS Secrets Manager: %s"
              .formatted(name, reason(e)),
          e);
    }
  }

  private static String reason(SdkException e) {
    return e instanceof AwsServiceException refused && refused.awsErrorDetails() != null
        ? refused.awsErrorDetails().errorCode() + ", " + refused.awsErrorDetails().errorMessage()
        : "it did not answer, " + e.getMessage();
  }

  private synchronized SecretsManagerClient client() {
    if (client == null) {
      var builder =
          SecretsManagerClient.builder()
              .httpClientBuilder(ApacheHttpClient.builder())
              .overrideConfiguration(call -> call.apiCallTimeout(PATIENCE));
      config.secretsRegion().map(Region::of).ifPresent(builder::region);
      config.secretsEndpoint().map(URI::create).ifPresent(builder::endpointOverride);
      client = builder.build();
    }
    return client;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }
}
