package io.spectra.warehouse;

import io.spectra.sql.OffsetMap;

/**
 * Positions in SQL with bind parameters: the driver writes each {@code ?} as {@code $1}, {@code $2}
 * and so on, and the warehouse counts in what the driver wrote.
 */
final class BindOffsets implements OffsetMap {
  private final String text;
  private final OffsetMap gate;

  /**
   * @param text the SQL as the gate gave it; every {@code ?} outside quotes is a parameter
   * @param gate from positions in that text to positions in the SQL as sent
   */
  BindOffsets(String text, OffsetMap gate) {
    this.text = text;
    this.gate = gate;
  }

  @Override
  public int toSent(int executed) {
    int written = 0;
    int given = 0;
    int parameter = 0;
    int quote = 0;
    for (int at = 0;
        at < text.length() && written < executed;
        at += Character.charCount(text.codePointAt(at))) {
      int character = text.codePointAt(at);
      given++;
      if (quote == 0 && character == '?') {
        parameter++;
        written += 1 + Integer.toString(parameter).length();
      } else {
        written++;
      }
      if (character == quote) {
        quote = 0;
      } else if (quote == 0 && (character == '\'' || character == '"')) {
        quote = character;
      }
    }
    return gate.toSent(given);
  }
}
