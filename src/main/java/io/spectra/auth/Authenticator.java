package io.spectra.auth;

import io.spectra.auth.jwt.JwtIdentity;
import io.spectra.auth.jwt.Jwts;
import io.spectra.auth.sigv4.Authorization;
import io.spectra.auth.sigv4.Signatures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Tells who sends a request: the holder of an API key, the subject of a JWT, or who signed it the
 * AWS way. Never blocks, so that it may run on an event loop.
 */
@ApplicationScoped
public class Authenticator {
  private static final String BEARER = "Bearer ";
  private static final int LONGEST_KEY = 512;

  private final TenantRegistry registry;
  private final Jwts jwts;
  private final Signatures signatures;
  private final Clock clock;

  @Inject
  public Authenticator(TenantRegistry registry, Jwts jwts, Signatures signatures) {
    this(registry, jwts, signatures, Clock.systemUTC());
  }

  Authenticator(TenantRegistry registry, Jwts jwts, Signatures signatures, Clock clock) {
    this.registry = registry;
    this.jwts = jwts;
    this.signatures = signatures;
    this.clock = clock;
  }

  /**
   * @param body reads the request's body; called at most once, and only for a signed request
   * @return the caller, empty for missing or invalid credentials: which of the two, and why, is
   *     nobody's business who does not hold any. Complete at once unless the body or a key has to
   *     be fetched; completes with the failure of the body where that cannot be read
   */
  public CompletionStage<Optional<Caller>> authenticate(
      RequestHead head, Supplier<CompletionStage<byte[]>> body) {
    List<String> sent = head.header("authorization");
    if (sent.size() != 1) {
      return nobody();
    }
    String authorization = sent.get(0);
    if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      String token = authorization.substring(BEARER.length()).strip();
      return token.indexOf('.') < 0
          ? CompletableFuture.completedFuture(holder(token))
          : jwts.identify(token).thenApply(identity -> identity.flatMap(this::caller));
    }
    return Authorization.parse(authorization)
        .map(signed -> signer(signed, head, body))
        .orElseGet(Authenticator::nobody);
  }

  private Optional<Caller> holder(String apiKey) {
    if (apiKey.isEmpty() || apiKey.length() > LONGEST_KEY) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Credential held = registry.current().keys().get(ApiKeyHash.of(apiKey));
    return held != null && held.validAt(now) ? Optional.of(held.usedAt(now)) : Optional.empty();
  }

  /** The subject of a token, if its tenant is one of ours; it may do what both token and we say. */
  private Optional<Caller> caller(JwtIdentity identity) {
    Tenants tenants = registry.current();
    Tenant tenant = tenants.all().get(identity.tenant());
    if (tenant == null) {
      return Optional.empty();
    }
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    identity.permissions().forEach(scope -> permissions.addAll(Permission.known(scope)));
    permissions.retainAll(tenants.ceilings().get(tenant.id()));
    return Optional.of(new Caller(tenant.id() + "/jwt:" + identity.subject(), tenant, permissions));
  }

  private CompletionStage<Optional<Caller>> signer(
      Authorization signed, RequestHead head, Supplier<CompletionStage<byte[]>> body) {
    AwsKey key = registry.current().awsKeys().get(signed.accessKey());
    Instant now = clock.instant();
    if (key == null || !key.credential().validAt(now)) {
      return nobody();
    }
    return signatures
        .verify(signed, head, key.secret(), key.sessionToken(), now, body)
        .thenApply(valid -> valid ? Optional.of(key.credential().usedAt(now)) : Optional.empty());
  }

  private static CompletionStage<Optional<Caller>> nobody() {
    return CompletableFuture.completedFuture(Optional.empty());
  }
}
