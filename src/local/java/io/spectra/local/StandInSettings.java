package io.spectra.local;

import java.util.Map;

/** The environment of a stand-in that runs by itself: {@code SPECTRA_STAND_IN_…}. */
record StandInSettings(Map<String, String> environment) {
  private static final String PREFIX = "SPECTRA_STAND_IN_";

  static StandInSettings fromEnvironment() {
    return new StandInSettings(System.getenv());
  }

  /** What is set, or else the default. */
  String text(String name, String standard) {
    return environment.getOrDefault(PREFIX + name, standard);
  }

  /**
   * @throws IllegalArgumentException naming the variable whose value is no number
   */
  int number(String name, int standard) {
    String value = text(name, Integer.toString(standard));
    try {
      return Integer.parseInt(value.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s%s is '%s', which is no number".formatted(PREFIX, name, value), e);
    }
  }
}
