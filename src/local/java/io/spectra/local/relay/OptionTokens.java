package io.spectra.local.relay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words, numbers and quoted strings after the main part of an UNLOAD or COPY statement. */
final class OptionTokens {
  private static final Pattern TOKEN = Pattern.compile("'(?:[^']|'')*'|[^\\s';]+");

  private final Deque<String> rest = new ArrayDeque<>();

  OptionTokens(String text) {
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      rest.add(matcher.group());
    }
  }

  boolean more() {
    return !rest.isEmpty();
  }

  /** The next word in upper case. */
  String word() {
    return rest.isEmpty() ? "" : rest.poll().toUpperCase(Locale.ROOT);
  }

  /** The value of an option, without its quotes; an {@code AS} before it is skipped. */
  String value() {
    accept("AS");
    String token = rest.isEmpty() ? "" : rest.poll();
    return token.startsWith("'")
        ? token.substring(1, token.length() - 1).replace("''", "'")
        : token;
  }

  /** Skips the next token if it is this word. */
  boolean accept(String word) {
    boolean there = word.equalsIgnoreCase(rest.peek());
    if (there) {
      rest.poll();
    }
    return there;
  }
}
