package io.spectra.bulk.ingest.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.SerializedString;
import io.spectra.failure.Failure;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * JSON: one array of objects, or objects one after the other, on lines of their own or not. Read as
 * a stream; a value may be nested where its column takes JSON.
 */
final class JsonRecords implements RecordSource {
  private static final int DEEPEST = 500;
  private static final int LONGEST_NUMBER = 1_000;
  private static final int LONGEST_NAME = 1_000;
  private static final int MOST_COLUMNS = 1_600;

  private final JsonFactory json;
  private final JsonParser parser;
  private final Predicate<String> takesJson;
  private final List<String> columns = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private String[] values = new String[16];
  private final int longest;
  private long size;
  private String problem;
  private boolean array;
  private boolean begun;
  private long read;

  /**
   * @param takesJson whether a column holds JSON, by the name that the file gives it
   */
  JsonRecords(InputStream text, int longest, Predicate<String> takesJson) throws IOException {
    this.takesJson = takesJson;
    this.longest = longest;
    json =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(LONGEST_NAME)
                    .maxStringLength(longest)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    // By a checked reader: the parser's own decoder lets overlong forms and surrogates pass.
    parser = json.createParser(Utf8.reader(text));
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public String[] values() {
    return values;
  }

  @Override
  public String problem() {
    return problem;
  }

  @Override
  public boolean next() throws IOException {
    try {
      return advance();
    } catch (CharConversionException e) {
      throw FileRefused.because(
              "The file is not UTF-8: there are other bytes behind record %d.".formatted(read))
          .causedBy(e);
    } catch (java.nio.charset.CharacterCodingException e) {
      throw FileRefused.because(
              "The file is not UTF-8: there are other bytes behind record %d.".formatted(read))
          .causedBy(e);
    } catch (JsonProcessingException e) {
      throw refused(e);
    }
  }

  private boolean advance() throws IOException {
    JsonToken token = parser.nextToken();
    if (!begun) {
      begun = true;
      array = token == JsonToken.START_ARRAY;
      token = array ? parser.nextToken() : token;
    }
    if (array && token == JsonToken.END_ARRAY) {
      if (parser.nextToken() != null) {
        throw FileRefused.because("Something follows behind the array of records.");
      }
      return false;
    }
    if (token == null) {
      if (array) {
        throw FileRefused.because(
            "The file ends within its array, behind record %d.".formatted(read));
      }
      return false;
    }
    read++;
    Arrays.fill(values, ABSENT);
    problem = null;
    size = 0;
    if (token == JsonToken.START_OBJECT) {
      fields();
    } else {
      problem = "it is no JSON object";
      parser.skipChildren();
    }
    return true;
  }

  private void fields() throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      int place = place(name);
      JsonToken token = parser.nextToken();
      if (values[place] != ABSENT) {
        problem = "it has '" + name + "' twice";
      }
      values[place] = value(name, token);
      size += name.length() + (values[place] == null ? 0 : values[place].length());
      if (size > longest) {
        throw tooLong();
      }
    }
  }

  private int place(String name) {
    Integer known = places.get(name);
    if (known != null) {
      return known;
    }
    int place = columns.size();
    if (place == MOST_COLUMNS) {
      throw FileRefused.because(
          "The records have more than %d different names.".formatted(MOST_COLUMNS));
    }
    columns.add(name);
    places.put(name, place);
    if (place == values.length) {
      values = Arrays.copyOf(values, place * 2);
      Arrays.fill(values, place, values.length, ABSENT);
    }
    return place;
  }

  private String value(String name, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (takesJson.test(name)) {
      LimitedText text = new LimitedText();
      try (JsonGenerator copy = json.createGenerator(text)) {
        copy.setRootValueSeparator(new SerializedString(""));
        copy.copyCurrentStructure(parser);
      }
      return text.toString();
    }
    if (token.isStructStart()) {
      problem = "'" + name + "' is " + (token == JsonToken.START_OBJECT ? "an object" : "an array");
      parser.skipChildren();
      return "";
    }
    return parser.getText();
  }

  private Failure tooLong() {
    return FileRefused.because("Record %d is longer than a record may be.".formatted(read));
  }

  /** The text of a nested value, not longer than a record. */
  private final class LimitedText extends Writer {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void write(char[] from, int offset, int length) {
      if (text.length() + (long) length > longest) {
        throw tooLong();
      }
      text.append(from, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
      return text.toString();
    }
  }

  private Failure refused(JsonProcessingException e) {
    var at = e.getLocation();
    String where =
        at == null ? "" : ", line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    String why =
        e instanceof com.fasterxml.jackson.core.exc.StreamConstraintsException
            ? "a value is longer or nested more deeply than it may be"
            : "it is no valid JSON";
    String hint =
        columns.isEmpty() ? " Where it is CSV, create the job with content_type CSV." : "";
    return FileRefused.because(
            "The file cannot be read at record %d%s: %s.%s"
                .formatted(Math.max(1, read), where, why, hint))
        .causedBy(e);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
