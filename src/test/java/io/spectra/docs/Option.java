package io.spectra.docs;

import java.util.Comparator;

/**
 * An option as the code declares it.
 *
 * @param name the property, such as {@code spectra.api.max-body-bytes}
 * @param standard its default as it is written, or a word where there is none
 * @param text what it is, in Markdown on one line
 */
record Option(String name, String standard, String text) {
  static final Comparator<Option> BY_NAME = Comparator.comparing(Option::name);

  /** Its line in the table. */
  String row() {
    return "| `%s` | %s | %s |".formatted(name, standard, text.replace("|", "\\|"));
  }

  /** The environment variable that sets it. */
  String variable() {
    return name.replaceAll("[.-]", "_").toUpperCase(java.util.Locale.ROOT);
  }
}
