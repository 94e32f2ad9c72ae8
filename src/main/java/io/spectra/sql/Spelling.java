package io.spectra.sql;

import java.util.List;

/** Finds the keyword that a misspelt word was meant to be. */
final class Spelling {
  private static final List<String> KEYWORDS =
      List.of(
          "SELECT",
          "FROM",
          "WHERE",
          "GROUP",
          "ORDER",
          "BY",
          "HAVING",
          "LIMIT",
          "OFFSET",
          "WITH",
          "JOIN",
          "LEFT",
          "RIGHT",
          "INNER",
          "OUTER",
          "FULL",
          "CROSS",
          "NATURAL",
          "USING",
          "UNION",
          "INTERSECT",
          "EXCEPT",
          "DISTINCT",
          "BETWEEN",
          "CASE",
          "WHEN",
          "THEN",
          "ELSE",
          "END",
          "AND",
          "NULL",
          "LIKE",
          "ILIKE",
          "EXISTS",
          "OVER",
          "PARTITION",
          "QUALIFY",
          "RECURSIVE");

  private Spelling() {}

  /**
   * The keyword at one slip's distance from the word (one letter more, less, other, or two
   * neighbours swapped), or null if there is none or the word is reserved itself. Words of less
   * than three letters are too near to everything.
   *
   * @param word in lower case
   */
  static String nearest(String word) {
    String upper = word.toUpperCase(java.util.Locale.ROOT);
    if (upper.length() < 3
        || upper.length() > 10
        || KEYWORDS.contains(upper)
        || Reserved.isReserved(word)) {
      return null;
    }
    for (String keyword : KEYWORDS) {
      if (keyword.length() > 2 && oneSlip(upper, keyword)) {
        return keyword;
      }
    }
    return null;
  }

  private static boolean oneSlip(String word, String keyword) {
    int shorter = Math.min(word.length(), keyword.length());
    int head = 0;
    while (head < shorter && word.charAt(head) == keyword.charAt(head)) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && word.charAt(word.length() - 1 - tail) == keyword.charAt(keyword.length() - 1 - tail)) {
      tail++;
    }
    int wordLeft = word.length() - head - tail;
    int keywordLeft = keyword.length() - head - tail;
    return Math.max(wordLeft, keywordLeft) <= 1
        || wordLeft == 2
            && keywordLeft == 2
            && word.charAt(head) == keyword.charAt(head + 1)
            && word.charAt(head + 1) == keyword.charAt(head);
  }
}
