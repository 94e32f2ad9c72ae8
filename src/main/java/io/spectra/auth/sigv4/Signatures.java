package io.spectra.auth.sigv4;

import io.spectra.auth.RequestHead;
import io.spectra.auth.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Verifies AWS Signature Version 4 in the Authorization header, by signing again what was
 * sent and comparing in constant time.
 */
@ApplicationScoped
public class Signatures {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final String CONTENT_HASH = "x-amz-content-sha256";
  private static final CompletionStage<Boolean> NO = CompletableFuture.completedFuture(false);

  private final SignatureConfig config;

  public Signatures(SignatureConfig config) {
    this.config = config;
  }

  /**
   * @param sessionToken the token that must come with the key, null where none may come
   * @param body reads the body; asked for only where nothing else is wrong
   * @return whether the holder of the secret has signed this very request just now
   */
  public CompletionStage<Boolean> verify(
      Authorization signed,
      RequestHead head,
      Secret secret,
      Secret sessionToken,
      Instant now,
      Supplier<CompletionStage<byte[]>> body) {
    if (!ofThisServiceAndTime(signed, head, now)
        || !coversWhatItMust(signed, head)
        || !hasToken(head, sessionToken)) {
      return NO;
    }
    List<String> announced = head.header(CONTENT_HASH);
    if (announced.isEmpty()) {
      return body.get().thenApply(bytes -> matches(signed, head, secret, Hashes.sha256(bytes)));
    }
    String hash = announced.get(0);
    if (announced.size() > 1
        || !HASH.matcher(hash).matches()
        || !matches(signed, head, secret, hash)) {
      return NO;
    }
    return body.get().thenApply(bytes -> equal(Hashes.sha256(bytes), hash));
  }

  private boolean ofThisServiceAndTime(Authorization signed, RequestHead head, Instant now) {
    List<String> date = head.header("x-amz-date");
    if (date.size() != 1
        || !date.get(0).startsWith(signed.date() + "T")
        || !signed.service().equals(config.service())) {
      return false;
    }
    try {
      Instant signedAt = Instant.from(DATE.parse(date.get(0)));
      return Duration.between(signedAt, now).abs().compareTo(config.skew()) <= 0;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /** Sorted names, once each, all there; host, date and whatever else is AWS's among them. */
  private static boolean coversWhatItMust(Authorization signed, RequestHead head) {
    List<String> names = signed.signedHeaders();
    return names.equals(names.stream().distinct().sorted().toList())
        && names.contains("host")
        && head.header("host").size() == 1
        && names.stream().noneMatch(name -> name.isEmpty() || head.header(name).isEmpty())
        && head.headerNames().stream()
            .filter(name -> name.startsWith("x-amz-"))
            .allMatch(names::contains);
  }

  private static boolean hasToken(RequestHead head, Secret expected) {
    List<String> sent = head.header("x-amz-security-token");
    return expected == null
        ? sent.isEmpty()
        : sent.size() == 1 && equal(sent.get(0), expected.value());
  }

  private static boolean matches(
      Authorization signed, RequestHead head, Secret secret, String payloadHash) {
    try {
      String canonical = CanonicalRequest.of(head, signed.signedHeaders(), payloadHash);
      return equal(
          Hashes.signature(secret, signed, stringToSign(signed, head, canonical)),
          signed.signature());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static String stringToSign(Authorization signed, RequestHead head, String canonical) {
    return String.join(
        "\n",
        "AWS4-HMAC-SHA256",
        head.header("x-amz-date").get(0),
        signed.scope(),
        Hashes.sha256(canonical.getBytes(StandardCharsets.UTF_8)));
  }

  private static boolean equal(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
