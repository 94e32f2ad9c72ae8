package io.spectra.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 of an API key: the only form in which the service keeps one. Keys carry their own
 * entropy, so a plain digest is enough, and looking it up in a map tells an attacker nothing: who
 * does not hold the key cannot choose its digest.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record ApiKeyHash(String hex) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  public ApiKeyHash {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("a key's sha256 is 64 lower-case hexadecimal digits");
    }
  }

  /** The digest of a key as a client sends it. */
  public static ApiKeyHash of(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return new ApiKeyHash(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
