package io.spectra.sql;

/**
 * One change of a text.
 *
 * @param from where it begins, 0-based, in UTF-16 units
 * @param to where what it replaces ends, exclusive
 * @param with what stands there instead
 */
record Edit(int from, int to, String with) {
  /** Puts words in, apart from what stands around them. */
  static Edit words(String text, int from, int to, String words) {
    boolean first = from == 0 || text.charAt(from - 1) == ' ';
    boolean last = to == text.length() || " )".indexOf(text.charAt(to)) >= 0;
    return new Edit(from, to, (first ? "" : " ") + words + (last ? "" : " "));
  }

  String applyTo(String text) {
    if (from == to && with.isEmpty()) {
      return text;
    }
    return new StringBuilder(text.length() + with.length())
        .append(text, 0, from)
        .append(with)
        .append(text, to, text.length())
        .toString();
  }
}
