package io.spectra.storage;

import java.net.URI;
import java.time.Instant;

/**
 * A URL that carries its own permission: whoever has it may do that one request until it expires.
 * It is a credential, so it prints without its query.
 *
 * @param url the URL, its signature included
 * @param expiresAt when S3 starts to refuse it
 */
public record PresignedUrl(URI url, Instant expiresAt) {
  @Override
  public String toString() {
    return "PresignedUrl[" + url.getPath() + ", expiresAt=" + expiresAt + "]";
  }
}
