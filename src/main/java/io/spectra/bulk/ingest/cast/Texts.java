package io.spectra.bulk.ingest.cast;

/**
 * CHAR and VARCHAR, whose length Redshift counts in bytes of UTF-8. Blanks at the end that are too
 * many are cut off, as a cast does.
 *
 * @param bytes the longest value
 * @param fixed whether it is CHAR, which takes single-byte characters alone
 */
record Texts(int bytes, boolean fixed) implements Cast {
  private static final int BYTES_PER_CHAR = 3;
  private static final int ASCII = 0x80;
  private static final int TWO_BYTES = 0x800;

  @Override
  public String cast(String text) {
    int length = text.length();
    int size = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ASCII) {
        if (c == 0) {
          throw new Rejection(RejectCode.INVALID_TEXT, "the text holds a NUL character");
        }
        size++;
      } else if (c < TWO_BYTES) {
        size += 2;
      } else if (!Character.isSurrogate(c)) {
        size += BYTES_PER_CHAR;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        size += BYTES_PER_CHAR + 1;
        i++;
      } else {
        throw new Rejection(RejectCode.INVALID_TEXT, "the text holds half a character");
      }
    }
    if (fixed && size != length) {
      throw Rejection.of(
          RejectCode.INVALID_TEXT, text, "has characters outside ASCII, which CHAR cannot hold");
    }
    return size <= bytes ? text : cut(text, size);
  }

  private String cut(String text, int size) {
    int end = text.length();
    int left = size;
    while (left > bytes && end > 0 && text.charAt(end - 1) == ' ') {
      end--;
      left--;
    }
    if (left > bytes) {
      throw Rejection.of(
          RejectCode.TOO_LONG, text, "has " + size + " bytes, the column takes " + bytes);
    }
    return text.substring(0, end);
  }
}
