package io.spectra.sql;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * One line of a corpus: a statement and what the gate is expected to say about it.
 *
 * @param expected {@code accept}, {@code reject} or {@code any}
 * @param limit the row limit that the statement has, where the corpus says so; may be null
 * @param position where the error is ({@code line}, {@code column}), where the corpus says so
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Statement(
    String id,
    String source,
    String category,
    String expected,
    String reason,
    String code,
    String sql,
    JsonNode limit,
    JsonNode position) {

  static Stream<Statement> of(String corpus) {
    return lines("/sql/" + corpus + ".jsonl").stream();
  }

  static Stream<Statement> expecting(String expected, String... corpora) {
    return Stream.of(corpora).flatMap(Statement::of).filter(s -> s.expected.equals(expected));
  }

  private static List<Statement> lines(String resource) {
    ObjectMapper json = new ObjectMapper();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Statement.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
      return json.readerFor(Statement.class).<Statement>readValues(in).readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return id + ": " + sql.substring(0, Math.min(120, sql.length())).replaceAll("\\s+", " ");
  }
}
