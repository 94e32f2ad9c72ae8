package io.spectra.auth;

import java.time.Instant;

/**
 * An API key or access key of the registry, without its secret.
 *
 * @param caller who is identified by it
 * @param expires from when it is worth nothing; null for never
 * @param lastUsed where its use is noted
 */
record Credential(Caller caller, Instant expires, LastUsed lastUsed) {
  boolean validAt(Instant now) {
    return expires == null || now.isBefore(expires);
  }

  /** Its caller, noting the use. */
  Caller usedAt(Instant now) {
    lastUsed.at(now);
    return caller;
  }
}
