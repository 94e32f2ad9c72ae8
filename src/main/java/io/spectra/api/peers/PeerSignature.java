package io.spectra.api.peers;

import io.spectra.auth.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * By what an instance knows that another one asks: an HMAC-SHA-256 over time and question, so that
 * the shared secret itself never travels. Safe for use by many threads.
 */
final class PeerSignature {
  /** The header that carries it. */
  static final String HEADER = "Authorization";

  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern FORM = Pattern.compile("Spectra-Peer (\\d{1,15}):([0-9a-f]{64})");

  /** What clocks may differ by, and how long a question that was overheard can be asked again. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private static final int LEAST_CHARACTERS = 16;

  private final SecretKeySpec key;

  /**
   * @throws IllegalArgumentException if the secret is too short to be one
   */
  PeerSignature(Secret secret) {
    if (secret.value().length() < LEAST_CHARACTERS) {
      throw new IllegalArgumentException(
          "spectra.cluster.secret needs " + LEAST_CHARACTERS + " characters or more");
    }
    key = new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /** The header's value for a question asked now. */
  String sign(byte[] question, Instant now) {
    long millis = now.toEpochMilli();
    return "Spectra-Peer " + millis + ":" + HexFormat.of().formatHex(mac(millis, question));
  }

  /** Whether the header's value, null for none, was made for this question not long ago. */
  boolean holds(String value, byte[] question, Instant now) {
    Matcher parts = FORM.matcher(value == null ? "" : value);
    if (!parts.matches()) {
      return false;
    }
    long millis = Long.parseLong(parts.group(1));
    Duration age = Duration.between(Instant.ofEpochMilli(millis), now).abs();
    return age.compareTo(SKEW) <= 0
        && MessageDigest.isEqual(HexFormat.of().parseHex(parts.group(2)), mac(millis, question));
  }

  private byte[] mac(long millis, byte[] question) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((millis + "\n").getBytes(StandardCharsets.US_ASCII));
      return mac.doFinal(question);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, e);
    }
  }
}
