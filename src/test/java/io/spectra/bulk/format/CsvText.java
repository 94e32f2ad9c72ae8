package io.spectra.bulk.format;

import java.util.ArrayList;
import java.util.List;

/**
 * A reader of RFC 4180 with LF, written from its grammar and knowing nothing of the writer: an
 * empty field is null without quotes and the empty string with them. Anything else than the grammar
 * fails.
 */
public final class CsvText {
  private final String text;
  private int at;

  private CsvText(String text) {
    this.text = text;
  }

  public static List<List<String>> records(String text) {
    CsvText csv = new CsvText(text);
    List<List<String>> records = new ArrayList<>();
    while (csv.at < text.length()) {
      records.add(csv.record());
    }
    return records;
  }

  private List<String> record() {
    List<String> fields = new ArrayList<>();
    while (true) {
      fields.add(text.charAt(at) == '"' ? quoted() : plain());
      char end = text.charAt(at++);
      if (end == '\n') {
        return fields;
      }
      if (end != ',') {
        throw new IllegalArgumentException("neither a comma nor a line end at " + (at - 1));
      }
    }
  }

  private String plain() {
    int start = at;
    while (",\n".indexOf(text.charAt(at)) < 0) {
      if ("\"\r".indexOf(text.charAt(at)) >= 0) {
        throw new IllegalArgumentException("a character that needs quotes at " + at);
      }
      at++;
    }
    return start == at ? null : text.substring(start, at);
  }

  private String quoted() {
    StringBuilder field = new StringBuilder();
    at++;
    while (true) {
      int quote = text.indexOf('"', at);
      field.append(text, at, quote);
      at = quote + 1;
      if (text.charAt(at) != '"') {
        return field.toString();
      }
      field.append('"');
      at++;
    }
  }
}
