package io.spectra.auth.jwt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Set;

/**
 * Where the issuer's keys are fetched: only ever from the places that the configuration names, or
 * that the issuer's own discovery document names. Blocks.
 */
final class KeySource {
  private static final int LARGEST = 1024 * 1024;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final JwtConfig config;

  KeySource(JwtConfig config) {
    this.config = config;
    config.jwksUrl().ifPresent(KeySource::checked);
    if (config.jwksUrl().isEmpty() && config.jwksFile().isEmpty()) {
      config.issuer().map(URI::create).ifPresent(KeySource::checked);
    }
  }

  /**
   * The JWK set as it is now.
   *
   * @throws IOException when it cannot be had
   */
  String fetch() throws IOException {
    if (config.jwksFile().isPresent()) {
      return Files.readString(config.jwksFile().get());
    }
    return get(config.jwksUrl().isPresent() ? config.jwksUrl().get() : discovered());
  }

  private URI discovered() throws IOException {
    String issuer = config.issuer().orElseThrow();
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    JsonNode document =
        new JsonMapper().readTree(get(URI.create(base + "/.well-known/openid-configuration")));
    if (!document.path("issuer").asText().equals(issuer)) {
      throw new IOException("the discovery document is of another issuer");
    }
    try {
      return checked(URI.create(document.path("jwks_uri").asText()));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IOException("the discovery document names no usable jwks_uri", e);
    }
  }

  private String get(URI uri) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    int patience = Math.toIntExact(config.timeout().toMillis());
    connection.setConnectTimeout(patience);
    connection.setReadTimeout(patience);
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Accept", "application/json");
    try (InputStream body = connection.getInputStream()) {
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        throw new IOException(uri + " answered " + connection.getResponseCode());
      }
      byte[] bytes = body.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException(uri + " answered with more than a megabyte");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } finally {
      connection.disconnect();
    }
  }

  /** Keys that travel in the open could be anybody's. */
  private static URI checked(URI uri) {
    boolean https = "https".equalsIgnoreCase(uri.getScheme());
    boolean local =
        "http".equalsIgnoreCase(uri.getScheme())
            && uri.getHost() != null
            && LOOPBACK.contains(uri.getHost());
    if (!https && !local) {
      throw new IllegalStateException("the keys of JWTs are fetched by https, not from " + uri);
    }
    return uri;
  }
}
