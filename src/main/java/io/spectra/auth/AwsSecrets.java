package io.spectra.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Secrets of AWS Secrets Manager, each asked for again when it is older than {@link
 * TenantsConfig#secretsRefresh}. One that cannot be had anew stays what it was.
 */
@ApplicationScoped
public class AwsSecrets {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final TenantsConfig config;
  private final JsonMapper json = new JsonMapper();
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private SecretsManagerClient client;

  private record Known(Secret text, long askedNanos) {}

  public AwsSecrets(TenantsConfig config) {
    this.config = config;
  }

  /**
   * @param name name or ARN
   * @param field the member of a JSON object; null for the whole text
   * @throws IllegalStateException naming the secret, when it cannot be had
   */
  Secret get(String name, String field) {
    Secret whole = text(name);
    return field == null ? whole : member(whole, name, field);
  }

  private synchronized Secret text(String name) {
    Known last = known.get(name);
    if (last != null && System.nanoTime() - last.askedNanos() < config.secretsRefresh().toNanos()) {
      return last.text();
    }
    Secret now = last == null ? fetch(name) : refetch(name, last.text());
    known.put(name, new Known(now, System.nanoTime()));
    return now;
  }

  private Secret refetch(String name, Secret last) {
    try {
      return fetch(name);
    } catch (IllegalStateException e) {
      return last;
    }
  }

  private Secret fetch(String name) {
    try {
      String text = client().getSecretValue(request -> request.secretId(name)).secretString();
      if (text == null) {
        throw new IllegalStateException("the secret " + name + " in AWS is not text");
      }
      return new Secret(text);
    } catch (SdkException e) {
      throw new IllegalStateException(
          "the tenant registry needs the secret " + name + " of AWS Secrets Manager", e);
    }
  }

  private Secret member(Secret whole, String name, String field) {
    try {
      JsonNode member = json.readTree(whole.value()).path(field);
      if (member.isTextual()) {
        return new Secret(member.asText());
      }
    } catch (JsonProcessingException e) {
      // The cause would repeat what it could not read.
    }
    throw new IllegalStateException("the secret " + name + " in AWS has no text member " + field);
  }

  private SecretsManagerClient client() {
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

  @PreDestroy
  synchronized void close() {
    if (client != null) {
      client.close();
    }
  }
}
