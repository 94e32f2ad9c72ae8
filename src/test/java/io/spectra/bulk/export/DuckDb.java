package io.spectra.bulk.export;

import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Reads exported files back with DuckDB, which knows nothing of their writer. */
final class DuckDb implements AutoCloseable {
  private final Connection connection;

  DuckDb() throws SQLException {
    connection = new org.duckdb.DuckDBDriver().connect("jdbc:duckdb:", new Properties());
    try (var statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
    }
  }

  /**
   * The rows of a file, every value as text.
   *
   * @param types the types as which DuckDB is to read what CSV and JSON do not say, such as {@code
   *     {'id': 'BIGINT'}}; Parquet says them itself
   */
  List<List<String>> rows(byte[] file, ContentType type, Compression compression, String types)
      throws Exception {
    Path path = Files.createTempFile("export", name(type, compression));
    try {
      Files.write(path, file);
      return rows("SELECT COLUMNS(*)::VARCHAR FROM " + source(path, type, types));
    } finally {
      Files.delete(path);
    }
  }

  /** Name and type of each column of a Parquet file. */
  List<List<String>> schema(byte[] file) throws Exception {
    Path path = Files.createTempFile("export", ".parquet");
    try {
      Files.write(path, file);
      return rows(
          "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '%s')".formatted(path));
    } finally {
      Files.delete(path);
    }
  }

  private List<List<String>> rows(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  private static String source(Path path, ContentType type, String types) {
    return switch (type) {
      case CSV ->
          "read_csv('%s', header = true, delim = ',', quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false, new_line = '\\n', auto_detect = false, columns = %s)"
              .formatted(path, types);
      case JSON ->
          "read_json('%s', format = 'newline_delimited', columns = %s)".formatted(path, types);
      case PARQUET -> "read_parquet('%s')".formatted(path);
    };
  }

  private static String name(ContentType type, Compression compression) {
    String kind = "." + type.name().toLowerCase(java.util.Locale.ROOT);
    boolean packed = compression == Compression.GZIP && type != ContentType.PARQUET;
    return kind + (packed ? ".gz" : "");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
