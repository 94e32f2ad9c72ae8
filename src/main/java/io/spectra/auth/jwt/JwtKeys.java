package io.spectra.auth.jwt;

import io.github.bucket4j.Bucket;
import java.io.IOException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * The issuer's public keys. Those that were fetched last are used until others could be fetched: an
 * issuer that is down costs nothing but new keys. Safe for use by many threads.
 */
final class JwtKeys {
  private static final Logger LOG = Logger.getLogger(JwtKeys.class);
  private static final int SMALLEST_RSA = 2048;

  private final KeySource source;
  private final Executor executor;
  private final Bucket refreshes;
  private volatile List<PublicJsonWebKey> keys = List.of();
  private volatile String problem = "not fetched yet";
  private CompletableFuture<Void> fetching;

  /**
   * @param executor where fetching may block
   */
  JwtKeys(KeySource source, Executor executor, int refreshesPerMinute) {
    this.source = source;
    this.executor = executor;
    this.refreshes =
        Bucket.builder()
            .addLimit(
                limit ->
                    limit
                        .capacity(refreshesPerMinute)
                        .refillGreedy(refreshesPerMinute, Duration.ofMinutes(1)))
            .build();
  }

  /** The key with which this token must have been signed; empty when none is known. */
  Optional<PublicJsonWebKey> find(TokenHeader header) {
    List<PublicJsonWebKey> fitting =
        keys.stream()
            .filter(key -> header.keyId() == null || header.keyId().equals(key.getKeyId()))
            .filter(key -> fits(key, header.algorithm()))
            .toList();
    return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
  }

  /**
   * Whether fetching the keys anew might bring the key of this token: not where we have a key of
   * that name, fitting or not, nor where the token names none.
   */
  boolean mightAppear(TokenHeader header) {
    List<PublicJsonWebKey> known = keys;
    return known.isEmpty()
        || header.keyId() != null
            && known.stream().noneMatch(key -> header.keyId().equals(key.getKeyId()));
  }

  /** Has the keys fetched, unless that was done too often; completes when they are there. */
  synchronized CompletableFuture<Void> refreshIfAllowed() {
    if (fetching != null && !fetching.isDone()) {
      return fetching;
    }
    return refreshes.tryConsume(1) ? refresh() : CompletableFuture.completedFuture(null);
  }

  /** Fetches the keys; what fails is logged, and leaves the last ones. */
  synchronized CompletableFuture<Void> refresh() {
    try {
      fetching = CompletableFuture.runAsync(this::fetch, executor);
    } catch (RejectedExecutionException e) {
      fetching = CompletableFuture.completedFuture(null);
    }
    return fetching;
  }

  /** What went wrong when the keys were fetched last; empty when nothing did. */
  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  private void fetch() {
    try {
      List<PublicJsonWebKey> fetched =
          new JsonWebKeySet(source.fetch())
              .getJsonWebKeys().stream()
                  .filter(PublicJsonWebKey.class::isInstance)
                  .map(PublicJsonWebKey.class::cast)
                  .filter(JwtKeys::usable)
                  .toList();
      if (fetched.isEmpty()) {
        throw new IOException("the set has no key for signatures");
      }
      keys = fetched;
      problem = null;
    } catch (IOException | JoseException | RuntimeException e) {
      LOG.warnf("the issuer's keys could not be fetched, %d known ones stay: %s", keys.size(), e);
      problem = String.valueOf(e.getMessage());
    }
  }

  private static boolean usable(PublicJsonWebKey key) {
    return (key.getUse() == null || key.getUse().equals("sig"))
        && (!(key.getPublicKey() instanceof RSAPublicKey rsa)
            || rsa.getModulus().bitLength() >= SMALLEST_RSA);
  }

  private static boolean fits(JsonWebKey key, String algorithm) {
    String type =
        switch (algorithm.substring(0, 2)) {
          case "RS", "PS" -> "RSA";
          case "ES" -> "EC";
          default -> "OKP";
        };
    return key.getKeyType().equals(type)
        && (key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm));
  }
}
