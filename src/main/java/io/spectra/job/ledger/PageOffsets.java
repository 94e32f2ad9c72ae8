package io.spectra.job.ledger;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.JobListing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks the offsets of listings: the last job's id behind an HMAC-SHA-256, cut to 128
 * bits, over tenant, filters and id. Safe for use by many threads.
 */
final class PageOffsets {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int MAC_BYTES = 16;

  private final SecretKeySpec key;

  PageOffsets(byte[] secret) {
    key = new SecretKeySpec(secret, ALGORITHM);
  }

  /** The offset behind this job. */
  String after(JobListing listing, String job) {
    byte[] id = job.getBytes(StandardCharsets.UTF_8);
    byte[] offset =
        ByteBuffer.allocate(MAC_BYTES + id.length).put(mac(listing, job)).put(id).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(offset);
  }

  /**
   * The job behind which the listing goes on.
   *
   * @throws Failure {@code INVALID_REQUEST} if the offset was not made for this listing
   */
  Optional<String> job(JobListing listing) {
    return listing.offset().map(offset -> read(listing, offset));
  }

  private String read(JobListing listing, String offset) {
    byte[] bytes = decode(offset);
    if (bytes.length <= MAC_BYTES) {
      throw invalid();
    }
    String job = new String(bytes, MAC_BYTES, bytes.length - MAC_BYTES, StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(Arrays.copyOf(bytes, MAC_BYTES), mac(listing, job))) {
      throw invalid();
    }
    return job;
  }

  private byte[] mac(JobListing listing, String job) {
    String bound =
        String.join(
            "\n",
            listing.tenant(),
            listing.state().map(Enum::name).orElse(""),
            listing.operation().map(Enum::name).orElse(""),
            job);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return Arrays.copyOf(mac.doFinal(bound.getBytes(StandardCharsets.UTF_8)), MAC_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, e);
    }
  }

  private static byte[] decode(String offset) {
    try {
      return Base64.getUrlDecoder().decode(offset);
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  private static Failure invalid() {
    return Failure.of(
            ErrorCode.INVALID_REQUEST,
            "The offset is not one that a listing with these filters has given.")
        .with("field", "offset");
  }
}
