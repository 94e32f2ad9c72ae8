package io.spectra.api.contract;

/** Cuts what a caller sent to a length that is fit to be sent back. */
final class Bounded {
  private static final int MAX = 64;

  private Bounded() {}

  /** At most 64 characters of the text, with an ellipsis where something was cut. */
  static String text(String text) {
    if (text.length() <= MAX) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX - 2)) ? MAX - 2 : MAX - 1;
    return text.substring(0, end) + "…";
  }

  /** A step of a JSON pointer, escaped as RFC 6901 says, of bounded length. */
  static String step(String name) {
    return "/" + text(name).replace("~", "~0").replace("/", "~1");
  }
}
