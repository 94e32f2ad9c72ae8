package io.spectra.local.relay;

import java.util.Arrays;

/**
 * Where the characters of a rewritten statement stood in the statement that the client had sent, so
 * that the position of an error can be told in the client's terms. Positions are counted as the
 * protocol does: in code points, from 1.
 */
final class PositionMap {
  private final String original;
  private final String rewritten;
  private final int[] origins;

  private PositionMap(String original, String rewritten, int[] origins) {
    this.original = original;
    this.rewritten = rewritten;
    this.origins = origins;
  }

  int toOriginal(int position) {
    int last = rewritten.codePointCount(0, rewritten.length());
    int index = rewritten.offsetByCodePoints(0, Math.max(0, Math.min(position - 1, last)));
    int origin = index < origins.length ? origins[index] : original.length();
    return original.codePointCount(0, origin) + 1;
  }

  /** Builds the rewritten statement piece by piece. */
  static final class Builder {
    private final String original;
    private final StringBuilder rewritten = new StringBuilder();
    private int[] origins = new int[256];

    Builder(String original) {
      this.original = original;
    }

    /** Text of the relay's own; an error in it is shown at {@code origin}. */
    Builder insert(String text, int origin) {
      text.chars().forEach(unit -> append((char) unit, origin));
      return this;
    }

    /** The characters of the original from {@code start} to {@code end}. */
    Builder keep(int start, int end) {
      for (int i = start; i < end; i++) {
        append(original.charAt(i), i);
      }
      return this;
    }

    /** The same as the value of a literal: {@code ''} is a quote, {@code \\x} an x. */
    Builder unquote(int start, int end) {
      for (int i = start; i < end; i++) {
        char unit = original.charAt(i);
        boolean escape = i + 1 < end && (unit == '\'' || unit == '\\');
        append(escape ? original.charAt(i + 1) : unit, i);
        i += escape ? 1 : 0;
      }
      return this;
    }

    String sql() {
      return rewritten.toString();
    }

    PositionMap positions() {
      return new PositionMap(original, sql(), Arrays.copyOf(origins, rewritten.length()));
    }

    private void append(char unit, int origin) {
      if (rewritten.length() == origins.length) {
        origins = Arrays.copyOf(origins, origins.length * 2);
      }
      origins[rewritten.length()] = origin;
      rewritten.append(unit);
    }
  }
}
