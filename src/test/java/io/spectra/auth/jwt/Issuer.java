package io.spectra.auth.jwt;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** An issuer of tokens with a real HTTP endpoint, which counts who asks for what. */
public final class Issuer implements AutoCloseable {
  public static final String NAME = "https://issuer.test";
  public static final String AUDIENCE = "spectra";

  private final HttpServer server;
  private final AtomicReference<List<PublicJsonWebKey>> published = new AtomicReference<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  public Issuer(PublicJsonWebKey... keys) {
    publish(keys);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          byte[] body = answer(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(body.length == 0 ? 500 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  private String answer(String path) {
    if (published.get().isEmpty()) {
      return "";
    }
    return path.endsWith("openid-configuration")
        ? "{\"issuer\": \"%s\", \"jwks_uri\": \"%s\"}".formatted(base(), jwksUrl())
        : new JsonWebKeySet(published.get()).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
  }

  /** What the endpoint tells from now on; nothing makes it answer 500. */
  public void publish(PublicJsonWebKey... keys) {
    published.set(List.of(keys));
  }

  public String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public String jwksUrl() {
    return base() + "/keys";
  }

  /** The paths that were asked for so far. */
  public List<String> asked() {
    return asked;
  }

  public static PublicJsonWebKey rsa(String id) {
    try {
      var key = RsaJwkGenerator.generateJwk(2048);
      key.setKeyId(id);
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  public static PublicJsonWebKey ec(String id) {
    try {
      var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      key.setKeyId(id);
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A token with this payload, signed by this key. */
  public static String sign(PublicJsonWebKey key, String algorithm, String payload) {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setPayload(payload);
    jws.setAlgorithmHeaderValue(algorithm);
    jws.setKeyIdHeaderValue(key.getKeyId());
    jws.setHeader("typ", "JWT");
    return signed(jws, key.getPrivateKey());
  }

  static String signed(JsonWebSignature jws, java.security.Key key) {
    try {
      jws.setKey(key);
      jws.setDoKeyValidation(false);
      jws.setAlgorithmConstraints(org.jose4j.jwa.AlgorithmConstraints.NO_CONSTRAINTS);
      return jws.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A good payload that is valid for five minutes. */
  public static String payload(String tenant, String permissions) {
    long now = System.currentTimeMillis() / 1000;
    return """
        {"iss": "%s", "aud": "%s", "sub": "robot-7", "iat": %d, "exp": %d,
         "tenant_id": "%s", "permissions": %s}"""
        .formatted(NAME, AUDIENCE, now, now + 300, tenant, permissions);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
