package io.spectra.bulk.ingest.cast;

/** Booleans and texts as bytes. Pure. */
final class PlainWords {
  private PlainWords() {}

  /** {@code t}, {@code f}, {@code true} or {@code false}, which COPY takes too. */
  static boolean bool(byte[] text, int from, int to) {
    int length = to - from;
    boolean one = length == 1 && (text[from] == 't' || text[from] == 'f');
    boolean four =
        length == 4 && text[from] == 't' && text[from + 1] == 'r' && text[from + 2] == 'u';
    boolean five =
        length == 5 && text[from] == 'f' && text[from + 1] == 'a' && text[from + 2] == 'l';
    return one
        || four && text[from + 3] == 'e'
        || five && text[from + 3] == 's' && text[from + 4] == 'e';
  }

  static boolean ascii(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] <= 0) {
        return false;
      }
    }
    return true;
  }

  static boolean noNul(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] == 0) {
        return false;
      }
    }
    return true;
  }
}
