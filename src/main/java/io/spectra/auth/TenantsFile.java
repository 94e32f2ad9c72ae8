package io.spectra.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** The tenant registry as it stands in its YAML file. */
record TenantsFile(@JsonProperty(required = true) List<Entry> tenants) {
  private static final ObjectReader READER = new YAMLMapper().readerFor(TenantsFile.class);

  /** One tenant. */
  record Entry(
      @JsonProperty(required = true) String id,
      @JsonProperty(required = true) Login database,
      Set<String> schemas,
      Limits limits,
      List<Key> keys) {}

  /** Its login to the warehouse. */
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
      @JsonProperty(required = true) List<String> permissions) {}

  /**
   * @throws IllegalStateException naming the file, and line and column where it is not what it
   *     should be
   */
  static TenantsFile read(Path file) {
    if (!Files.isReadable(file)) {
      throw new IllegalStateException(
          "the tenant registry " + file + " cannot be read (spectra.tenants.file)");
    }
    try {
      return READER.readValue(file.toFile());
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
