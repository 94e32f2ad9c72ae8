package io.spectra.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a client prefers (RFC 7240). What is not understood, or not of the form, is ignored; of a
 * preference that is stated twice the first one counts.
 *
 * @param stated values by lower-case name; empty for a preference without one
 */
record Preferences(Map<String, String> stated) {
  private static final int LONGEST_NUMBER = 9;

  Preferences {
    stated = Map.copyOf(stated);
  }

  /**
   * @param headers the values of all {@code Prefer} headers, in order
   */
  static Preferences of(List<String> headers) {
    Map<String, String> stated = new HashMap<>();
    for (String header : headers) {
      for (String preference : split(header, ',')) {
        // Parameters of a preference follow it behind semicolons; none of ours has any.
        String alone = split(preference, ';').get(0);
        int equals = alone.indexOf('=');
        String name = equals < 0 ? alone : alone.substring(0, equals);
        String value = equals < 0 ? "" : unquoted(alone.substring(equals + 1).strip());
        stated.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), value);
      }
    }
    return new Preferences(stated);
  }

  boolean respondAsync() {
    return stated.containsKey("respond-async");
  }

  /** How long the client is willing to wait; empty where it says nothing, or nothing sensible. */
  Optional<Duration> waiting() {
    String seconds = stated.getOrDefault("wait", "");
    boolean number =
        !seconds.isEmpty()
            && seconds.length() <= LONGEST_NUMBER
            && seconds.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds))) : Optional.empty();
  }

  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
  }
}
