package io.spectra.bulk.ingest.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.spectra.job.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Writes the files of a load, in any of the forms that clients write. */
final class LoadFiles {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final RandomLoad load;
  private final Random random;

  LoadFiles(RandomLoad load, Random random) {
    this.load = load;
    this.random = random;
  }

  List<byte[]> parts() throws IOException, SQLException {
    List<RandomLoad.Given> all = load.records();
    List<byte[]> parts = new ArrayList<>();
    parts.add(file(load.split() == 0 ? all : all.subList(0, load.split())));
    if (load.split() > 0) {
      parts.add(file(all.subList(load.split(), all.size())));
    }
    return parts;
  }

  private byte[] file(List<RandomLoad.Given> records) throws IOException, SQLException {
    return switch (load.format()) {
      case CSV -> packed(csv(records));
      case JSON -> packed(json(records));
      case PARQUET -> parquet(records);
    };
  }

  private byte[] packed(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (load.compression() == Compression.NONE) {
      return bytes;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  private String csv(List<RandomLoad.Given> records) {
    String end = random.nextBoolean() ? "\n" : "\r\n";
    StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "\uFEFF" : "");
    text.append(
        load.columns().stream()
            .map(column -> quoted(load.named().get(column)))
            .collect(Collectors.joining(",")));
    text.append(load.unknown() ? ",nowhere" : "").append(end);
    for (RandomLoad.Given given : records) {
      text.append(
          load.columns().stream()
              .map(column -> quoted(given.cells().get(column).text()))
              .collect(Collectors.joining(",")));
      text.append(load.unknown() ? ",1" : "").append(given.malformed() ? ",1" : "").append(end);
    }
    return text.toString();
  }

  private String quoted(String value) {
    if (value == null) {
      return "";
    }
    boolean must = value.isEmpty() || value.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0);
    return must || random.nextInt(4) == 0 ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }

  private String json(List<RandomLoad.Given> records) throws IOException {
    boolean array = random.nextBoolean();
    List<String> objects = new ArrayList<>();
    for (RandomLoad.Given given : records) {
      objects.add(given.malformed() ? "5" : object(given));
    }
    return array ? "[" + String.join(", ", objects) + "]" : String.join("\n", objects);
  }

  private String object(RandomLoad.Given given) throws IOException {
    List<String> members = new ArrayList<>();
    for (var cell : given.cells().entrySet()) {
      String value = cell.getValue().text();
      boolean number = value != null && value.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE]\\d+)?");
      members.add(
          JSON.writeValueAsString(load.named().get(cell.getKey()))
              + ": "
              + (number && random.nextBoolean() ? value : JSON.writeValueAsString(value)));
    }
    if (load.unknown()) {
      members.add("\"nowhere\": 1");
    }
    return "{" + String.join(", ", members) + "}";
  }

  /** Of texts, as a writer does that leaves casts to the warehouse. */
  private byte[] parquet(List<RandomLoad.Given> records) throws IOException, SQLException {
    Path file = Files.createTempFile("modelled", ".parquet");
    List<String> rows = new ArrayList<>();
    for (RandomLoad.Given given : records) {
      rows.add(row(given, ""));
    }
    String none = row(new RandomLoad.Given(java.util.Map.of(), false), " WHERE false");
    rows.add(none);
    try (var duck = new org.duckdb.DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        var statement = duck.createStatement()) {
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet, COMPRESSION %s)"
              .formatted(
                  String.join(" UNION ALL ", rows),
                  file,
                  load.compression() == Compression.GZIP ? "gzip" : "uncompressed"));
      return Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
  }

  private String row(RandomLoad.Given given, String where) {
    List<String> cells = new ArrayList<>();
    for (ModelColumn column : load.columns()) {
      Cell cell = given.cells().getOrDefault(column, Cell.NULL);
      String value = cell.text() == null ? "NULL" : "'" + cell.text().replace("'", "''") + "'";
      String name = load.named().get(column).replace("\"", "\"\"");
      cells.add("CAST(" + value + " AS VARCHAR) AS \"" + name + '"');
    }
    if (load.unknown()) {
      cells.add("1 AS nowhere");
    }
    return "SELECT " + String.join(", ", cells) + where;
  }
}
