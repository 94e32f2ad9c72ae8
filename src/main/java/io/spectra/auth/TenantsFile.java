package io.spectra.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The tenant registry as it stands in its YAML file.
 *
 * @param defaults what holds for tenants that do not say otherwise; may be null
 * @param tenants all of them
 */
record TenantsFile(Entry defaults, @JsonProperty(required = true) List<Entry> tenants) {
  private static final ObjectReader READER =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .findAndAddModules()
          .build()
          .readerFor(TenantsFile.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** One tenant; every field but the id may be null. */
  record Entry(
      String id,
      Login database,
      List<String> permissions,
      Set<String> schemas,
      Limits limits,
      List<Key> keys,
      List<Aws> aws) {}

  /** Its login to the warehouse; {@code {tenant}} stands for the tenant's id. */
  record Login(@JsonProperty(required = true) String user, SecretReference password) {}

  /** Its own limits; what is null is the deployment's default. */
  record Limits(
      @JsonProperty("requests-per-minute") Map<String, Integer> requestsPerMinute,
      @JsonProperty("bulk-concurrency") Integer bulkConcurrency,
      @JsonProperty("query-concurrency") Integer queryConcurrency) {
    TenantLimits asTenantLimits() {
      return new TenantLimits(
          requestsPerMinute == null ? Map.of() : requestsPerMinute,
          optional(bulkConcurrency),
          optional(queryConcurrency));
    }

    private static OptionalInt optional(Integer value) {
      return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
  }

  /** One of its API keys. */
  record Key(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String sha256,
      @JsonProperty(required = true) List<String> permissions,
      Instant expires) {}

  /** One of its access keys for AWS signatures. */
  record Aws(
      @JsonProperty(required = true) String name,
      @JsonProperty(value = "access-key", required = true) String accessKey,
      @JsonProperty(required = true) SecretReference secret,
      @JsonProperty("session-token") SecretReference sessionToken,
      @JsonProperty(required = true) List<String> permissions,
      Instant expires) {}

  /** A pattern with the id of a tenant in it. */
  static String filled(String pattern, String tenant) {
    return pattern.replace("{tenant}", tenant);
  }

  /**
   * @param file where the text comes from, for messages
   * @throws IllegalStateException naming the file, and line and column where it is not what it
   *     should be
   */
  static TenantsFile parse(Path file, byte[] yaml) {
    try {
      TenantsFile parsed = READER.readValue(yaml);
      if (parsed == null || parsed.tenants() == null) {
        throw new IllegalStateException("the tenant registry " + file + " lists no 'tenants'");
      }
      return parsed;
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new IllegalStateException(
          "the tenant registry %s is wrong at line %d, column %d: %s"
              .formatted(
                  file,
                  at == null ? 0 : at.getLineNr(),
                  at == null ? 0 : at.getColumnNr(),
                  e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new IllegalStateException("the tenant registry " + file + " cannot be read", e);
    }
  }
}
