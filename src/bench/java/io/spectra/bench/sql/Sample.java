package io.spectra.bench.sql;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Statements of three sizes; the larger ones stand in the test corpus. */
public enum Sample {
  SMALL("SELECT region, SUM(amount) AS total FROM sales GROUP BY region"),
  TPC_H(fromCorpus("a-0d03ca7e10")),
  TPC_DS(fromCorpus("a-d7194e4af7"));

  private final String sql;

  Sample(String sql) {
    this.sql = sql;
  }

  String sql() {
    return sql;
  }

  private static String fromCorpus(String id) {
    try (InputStream in = Sample.class.getResourceAsStream("/sql/select.jsonl")) {
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      ObjectMapper json = new ObjectMapper();
      for (String line : lines) {
        if (line.contains('"' + id + '"')) {
          return json.readTree(line).get("sql").asText();
        }
      }
      throw new IllegalStateException("the corpus has no statement " + id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
