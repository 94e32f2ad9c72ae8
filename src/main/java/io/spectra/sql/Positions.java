package io.spectra.sql;

/** Maps positions in the executed text, the rebuilt one with one edit, back to the SQL as sent. */
record Positions(Rebuilt rebuilt, Edit edit) implements OffsetMap {
  @Override
  public int toSent(int executed) {
    String sent = rebuilt.tokens().sql();
    String text = edit.applyTo(rebuilt.text());
    int codePoints = text.codePointCount(0, text.length());
    int wanted = Math.max(0, Math.min(executed - 1, codePoints));
    int offset = text.offsetByCodePoints(0, wanted);
    int added = edit.from() + edit.with().length();
    if (offset >= edit.from() && offset < added || offset >= text.length()) {
      return Math.max(1, sent.codePointCount(0, sent.length()));
    }
    int unedited = offset < edit.from() ? offset : offset - added + edit.to();
    return Refusal.position(sent, rebuilt.toSent(unedited));
  }
}
