package io.spectra.api.contract;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that somebody who misspelt it probably meant. */
final class Nearest {
  private static final int MAX_LENGTH = 64;

  private Nearest() {}

  /** The known name that takes the fewest edits, at most a third of its own length. */
  static Optional<String> to(String name, List<String> known) {
    String best = null;
    int fewest = Integer.MAX_VALUE;
    for (String candidate : name.length() > MAX_LENGTH ? List.<String>of() : known) {
      int edits = edits(plain(name), plain(candidate));
      if (edits <= Math.max(1, candidate.length() / 3) && edits < fewest) {
        best = candidate;
        fewest = edits;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Case and separators are not counted: {@code timeoutSeconds} means {@code timeout_seconds}. */
  private static String plain(String name) {
    return name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
  }

  /** The Levenshtein distance. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[row.length - 1];
  }
}
