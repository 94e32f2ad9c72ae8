package io.spectra.bulk.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.bulk.ingest.IngestFixture.Loaded;
import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.job.Operation;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files whose keys rise, all but one that stands there twice in a row: no shortcut may miss it. */
@OnStack
class RisingKeysTest {
  private static IngestFixture loads;

  @BeforeAll
  static void start() {
    loads = new IngestFixture(Map.of());
  }

  @AfterAll
  static void stop() {
    loads.close();
  }

  @BeforeEach
  void table() throws SQLException {
    PartsTable.execute(
        """
        DROP TABLE IF EXISTS rising;
        CREATE TABLE rising (id bigint PRIMARY KEY, name varchar(8));
        INSERT INTO rising VALUES (1, 'old'), (2, 'old'), (3, 'old');
        GRANT SELECT, INSERT, UPDATE, DELETE ON rising TO spectra_acme;
        """);
  }

  static Stream<Arguments> loads() {
    return Stream.of(
            Arguments.of(Operation.INSERT, 11, List.of("1|old", "2|old", "3|old", "11|a", "12|b")),
            Arguments.of(Operation.UPDATE, 1, List.of("1|a", "2|b", "3|old")),
            Arguments.of(Operation.UPSERT, 3, List.of("1|old", "2|old", "3|a", "4|b")),
            Arguments.of(Operation.DELETE, 1, List.of("3|old")))
        .flatMap(
            each ->
                Stream.of(ContentType.CSV, ContentType.JSON)
                    .map(
                        format ->
                            Arguments.of(format, each.get()[0], each.get()[1], each.get()[2])));
  }

  @ParameterizedTest(name = "{1} {0}")
  @MethodSource("loads")
  @DisplayName("R-058 of rising keys the one that repeats is refused from its second record on")
  void repeats(ContentType format, Operation operation, int first, List<String> rows)
      throws SQLException {
    List<String> records = new ArrayList<>();
    for (String record : List.of("0,a", "0,second", "1,b")) {
      int id = first + record.charAt(0) - '0';
      String name = record.substring(2);
      records.add(
          format == ContentType.CSV
              ? id + "," + name
              : "{\"id\": %d, \"name\": \"%s\"}".formatted(id, name));
    }
    String file = (format == ContentType.CSV ? "id,name\n" : "") + String.join("\n", records);

    Loaded loaded =
        loads.load(
            operation,
            "rising",
            format,
            Compression.NONE,
            null,
            List.of(file.getBytes(StandardCharsets.UTF_8)));

    assertThat(loaded.failure()).isNull();
    assertThat(loaded.rejects()).contains("DUPLICATE_KEY,record 2: ");
    assertThat(loaded.processed()).isEqualTo(2);
    assertThat(rows()).isEqualTo(rows);
  }

  private static List<String> rows() throws SQLException {
    List<String> found = new ArrayList<>();
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT id || '|' || name FROM rising ORDER BY id")) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
