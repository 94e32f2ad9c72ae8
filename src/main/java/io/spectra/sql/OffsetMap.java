package io.spectra.sql;

/** Maps positions in executed text back to the text as the caller sent it. */
@FunctionalInterface
public interface OffsetMap {
  /**
   * @param executed 1-based position in the executed text, in characters as the warehouse counts
   *     them (code points)
   * @return 1-based position in the SQL as sent, in characters (code points); positions in text
   *     that the gate added map to the end of the SQL as sent
   */
  int toSent(int executed);
}
