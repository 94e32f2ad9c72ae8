package io.spectra.sql;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Folds identifiers as the warehouse may: Redshift ignores case in quoted names too, and nobody
 * promises how it folds letters outside ASCII, so that look-alikes of ASCII letters (the long s,
 * the Kelvin sign, full-width letters) count as those letters.
 */
final class Names {
  private Names() {}

  static String fold(String name) {
    return isAscii(name) ? name.toLowerCase(Locale.ROOT) : foldWide(name);
  }

  private static String foldWide(String name) {
    String plain = Normalizer.normalize(name, Normalizer.Form.NFKD);
    String folded = plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('\u0131', 'i');
    return Normalizer.normalize(folded, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
  }

  private static boolean isAscii(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
