package io.spectra.auth;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Tells who sends a request. Does no I/O, so that it may run on an event loop. */
@ApplicationScoped
public class Authenticator {
  private static final String BEARER = "Bearer ";
  private static final int LONGEST_KEY = 512;

  private final TenantRegistry registry;

  public Authenticator(TenantRegistry registry) {
    this.registry = registry;
  }

  /**
   * @param authorization the Authorization header as sent, null when absent
   * @return the caller, empty for missing or invalid credentials: which of the two, and why, is
   *     nobody's business who does not hold any
   */
  public Optional<Caller> authenticate(String authorization) {
    if (authorization == null
        || authorization.length() > LONGEST_KEY
        || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.empty();
    }
    return registry.holderOf(ApiKeyHash.of(authorization.substring(BEARER.length()).strip()));
  }
}
