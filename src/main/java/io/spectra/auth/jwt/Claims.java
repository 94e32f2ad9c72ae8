package io.spectra.auth.jwt;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jose4j.jwt.JwtClaims;

/** Reads claims of a token whose signature is good. Pure. */
final class Claims {
  private static final Pattern UNFIT = Pattern.compile("[^A-Za-z0-9._@|:+-]");
  private static final int LONGEST_SUBJECT = 128;

  private Claims() {}

  /** An array of strings, or one string of names with blanks between; empty when it is neither. */
  static Optional<List<String>> strings(Object claim) {
    if (claim == null) {
      return Optional.of(List.of());
    }
    if (claim instanceof String names) {
      return Optional.of(List.of(names.strip().split(" +")));
    }
    if (claim instanceof List<?> values && values.stream().allMatch(String.class::isInstance)) {
      return Optional.of(values.stream().map(String.class::cast).toList());
    }
    return Optional.empty();
  }

  /** The subject, so that it can neither break a log line nor look like another name. */
  static String subject(JwtClaims claims) {
    if (!(claims.getClaimValue("sub") instanceof String subject) || subject.isEmpty()) {
      return "-";
    }
    String fit = UNFIT.matcher(subject).replaceAll("_");
    return fit.length() > LONGEST_SUBJECT ? fit.substring(0, LONGEST_SUBJECT) : fit;
  }
}
