package io.spectra.docs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Javadoc comment as Markdown on one line. */
record Javadoc(String raw) {
  private static final Pattern CODE = Pattern.compile("\\{@(?:code|literal)\\s+([^}]*)}");
  private static final Pattern LINK = Pattern.compile("\\{@link(?:plain)?\\s+#?([^}\\s]*)([^}]*)}");

  /** What it says before its first tag. */
  String body() {
    return line(raw.split("(?m)^\\s*@\\w", 2)[0]);
  }

  /** What it says of a parameter. */
  Optional<String> parameter(String name) {
    Matcher tag =
        Pattern.compile("(?ms)^\\s*@param\\s+" + name + "\\s+(.*?)(?=^\\s*@\\w|\\z)").matcher(raw);
    return tag.find() ? Optional.of(line(tag.group(1))) : Optional.empty();
  }

  private static String line(String text) {
    String words = CODE.matcher(text.replaceAll("\\s+", " ")).replaceAll("`$1`");
    return LINK.matcher(words)
        .replaceAll(link -> link.group(2).isBlank() ? "`$1`" : "$2".strip())
        .replaceAll("</?p>", " ")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
