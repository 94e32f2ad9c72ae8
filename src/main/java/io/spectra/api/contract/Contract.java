package io.spectra.api.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The HTTP surface of the service, as {@code openapi.yaml} describes it: the one source for
 * routing, validation and permissions. Read and checked once; immutable and safe for use by many
 * threads.
 */
public final class Contract {
  private static final String RESOURCE = "/openapi.yaml";

  private final JsonNode document;
  private final Map<String, Operation> operations = new LinkedHashMap<>();
  private final PathTree paths = new PathTree();
  private final Map<String, Integer> rateLimits = new LinkedHashMap<>();
  private final Schemas schemas;
  private final byte[] json;
  private final String etag;

  private Contract(JsonNode document) {
    this.document = document;
    document
        .path("x-rate-limits")
        .properties()
        .forEach(bucket -> rateLimits.put(bucket.getKey(), bucket.getValue().asInt()));
    new ContractReader(document, rateLimits.keySet()).read(operations, paths);
    this.schemas = new Schemas(document);
    this.json = render(document);
    this.etag = digest(json);
  }

  /**
   * Reads the document that ships with the service.
   *
   * @throws IllegalStateException where an operation lacks what it must declare, naming the
   *     operation and what is missing
   */
  public static Contract load() {
    try (InputStream yaml = Contract.class.getResourceAsStream(RESOURCE)) {
      return new Contract(new YAMLMapper().readTree(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException("openapi.yaml cannot be read", e);
    }
  }

  /** Reads another document; throws like {@link #load}. */
  static Contract parse(String yaml) {
    try {
      return new Contract(new YAMLMapper().readTree(yaml));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("openapi.yaml cannot be parsed", e);
    }
  }

  /**
   * What is at this method and path. Cheap enough for an event loop.
   *
   * @param method the HTTP method, in capitals
   * @param path the path as sent, without the query; not decoded
   */
  public Match find(String method, String path) {
    return paths.find(method, path);
  }

  /** Every operation, in the document's order. */
  public Collection<Operation> operations() {
    return Collections.unmodifiableCollection(operations.values());
  }

  /** The operation of this id. */
  public Optional<Operation> operation(String id) {
    return Optional.ofNullable(operations.get(id));
  }

  /** Requests per tenant and minute, by bucket, unless configured otherwise. */
  public Map<String, Integer> rateLimits() {
    return Collections.unmodifiableMap(rateLimits);
  }

  /** The document as JSON, for {@code /openapi.json}; the caller's own copy. */
  public byte[] json() {
    return json.clone();
  }

  /** The entity tag of {@link #json}, with its quotes; the same on every instance. */
  public String etag() {
    return etag;
  }

  JsonNode document() {
    return document;
  }

  Schemas schemas() {
    return schemas;
  }

  private static String digest(byte[] json) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(json);
      return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] render(JsonNode document) {
    try {
      return new JsonMapper().writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("openapi.yaml cannot be written as JSON", e);
    }
  }
}
