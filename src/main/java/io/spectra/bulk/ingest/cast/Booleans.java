package io.spectra.bulk.ingest.cast;

import java.util.Locale;

/** BOOLEAN, in the words that Redshift knows. */
final class Booleans {
  private Booleans() {}

  static String cast(String given) {
    return switch (given.strip().toLowerCase(Locale.ROOT)) {
      case "t", "true", "y", "yes", "1", "on" -> "t";
      case "f", "false", "n", "no", "0", "off" -> "f";
      default -> throw Rejection.of(RejectCode.TYPE_MISMATCH, given, "is no boolean");
    };
  }
}
