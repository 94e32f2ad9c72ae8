package io.spectra.auth.sigv4;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Authorization header of a request that was signed by AWS Signature Version 4.
 *
 * @param accessKey id of the key, whose secret signed
 * @param date the day of the scope, {@code YYYYMMDD}
 * @param region the region of the scope
 * @param service the service of the scope
 * @param signedHeaders names in lower case, as listed
 * @param signature 64 lower-case hexadecimal digits
 */
public record Authorization(
    String accessKey,
    String date,
    String region,
    String service,
    List<String> signedHeaders,
    String signature) {
  private static final int LONGEST = 4096;
  private static final Pattern FORM =
      Pattern.compile(
          "AWS4-HMAC-SHA256 +"
              + "Credential=([A-Za-z0-9_]{1,128})/([0-9]{8})/([a-z0-9-]{1,64})/([a-z0-9-]{1,64})"
              + "/aws4_request *, *"
              + "SignedHeaders=([!#$%&'*+.^_`|~0-9a-z;-]{1,2048}) *, *"
              + "Signature=([0-9a-f]{64})");

  public Authorization {
    signedHeaders = List.copyOf(signedHeaders);
  }

  /** The parts of the header, empty when it is not of this form to the letter. */
  public static Optional<Authorization> parse(String header) {
    if (header.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher parts = FORM.matcher(header);
    return parts.matches()
        ? Optional.of(
            new Authorization(
                parts.group(1),
                parts.group(2),
                parts.group(3),
                parts.group(4),
                List.of(parts.group(5).split(";", -1)),
                parts.group(6)))
        : Optional.empty();
  }

  String scope() {
    return date + "/" + region + "/" + service + "/aws4_request";
  }
}
