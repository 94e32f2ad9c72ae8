package io.spectra.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 of an API key: the only form in which the service keeps one. Keys carry their own
 * entropy, so a plain digest is enough. Found in a map by its first bytes, which tells an attacker
 * nothing (who does not hold the key cannot choose its digest), and then compared in constant time.
 */
public final class ApiKeyHash {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  private final byte[] digest;

  private ApiKeyHash(byte[] digest) {
    this.digest = digest;
  }

  /**
   * @param hex 64 lower-case hexadecimal digits
   * @throws IllegalArgumentException for anything else
   */
  public static ApiKeyHash parse(String hex) {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("a key's sha256 is 64 lower-case hexadecimal digits");
    }
    return new ApiKeyHash(HexFormat.of().parseHex(hex));
  }

  /** The digest of a key as a client sends it. */
  public static ApiKeyHash of(String key) {
    try {
      return new ApiKeyHash(
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The digest as the tenant registry writes it. */
  public String hex() {
    return HexFormat.of().formatHex(digest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ApiKeyHash hash && MessageDigest.isEqual(digest, hash.digest);
  }

  @Override
  public int hashCode() {
    return ByteBuffer.wrap(digest).getInt();
  }

  @Override
  public String toString() {
    return "sha256:" + hex();
  }
}
