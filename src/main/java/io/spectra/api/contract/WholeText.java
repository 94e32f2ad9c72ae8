package io.spectra.api.contract;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/**
 * Patterns as ECMA-262 means them: a final {@code $} is the end of the text. Java's also matches
 * before a line break there, and would let {@code "sales\n"} pass as a table's name.
 */
final class WholeText {
  private WholeText() {}

  static RegularExpression compile(String regex) {
    boolean toTheEnd = regex.endsWith("$") && !regex.endsWith("\\$");
    Pattern pattern =
        Pattern.compile(toTheEnd ? regex.substring(0, regex.length() - 1) + "\\z" : regex);
    return text -> pattern.matcher(text).find();
  }
}
