package io.spectra.bulk.ingest.model;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.bulk.ingest.IngestFixture;
import io.spectra.bulk.ingest.IngestFixture.Loaded;
import io.spectra.failure.ErrorCode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Loads of any kind against a model of the table, on the real warehouse and storage. {@code
 * -Dspectra.loads.each=50} makes it fifty loads for each try; a failure tells the seed.
 */
@OnStack
class LoadModelTest {
  private static final int EACH = Integer.getInteger("spectra.loads.each", 1);
  private static IngestFixture copying;
  private static IngestFixture inserting;

  @BeforeContainer
  static void start() {
    // A record or two to an object, so that there are several of them.
    copying =
        new IngestFixture(
            Map.of("spectra.ingest.chunk-size", "64", "spectra.ingest.insert-ahead-from", "0"));
    inserting = new IngestFixture(Map.of("spectra.warehouse.iam-role", ""));
  }

  @AfterContainer
  static void stop() {
    copying.close();
    inserting.close();
  }

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  @Label("R-058 R-059 R-060 any file leaves the table, the counts and the rejected records as told")
  void asTheModelSays(@ForAll long seed) throws Exception {
    Random seeds = new Random(seed);
    for (int i = 0; i < EACH; i++) {
      check(seeds.nextLong());
    }
  }

  private static void check(long seed) throws IOException, SQLException {
    RandomLoad load = RandomLoad.of(new Random(seed));
    prepare(load);
    LoadModel.Outcome expected = LoadModel.of(load);
    IngestFixture fixture = seed % 4 == 0 ? inserting : copying;

    Loaded loaded =
        fixture.load(
            load.operation(),
            "modelled",
            load.format(),
            load.compression(),
            load.errorLimit(),
            new LoadFiles(load, new Random(seed)).parts());

    String told = "seed " + seed + ": " + load + " gave " + loaded;
    assertThat(loaded.failure() == null).as(told).isEqualTo(expected.complete());
    assertThat(table("acme")).as(told).isEqualTo(filled(expected.table()));
    assertThat(table("globex").keySet()).as(told).containsExactly(1L, 2L);
    assertThat(fixture.staged()).as(told).isEmpty();
    if (expected.complete()) {
      assertThat(loaded.processed()).as(told).isEqualTo(expected.processed());
      assertThat(loaded.failed()).as(told).isEqualTo(expected.rejected().size());
      assertThat(rejected(load, loaded.rejects())).as(told).isEqualTo(expected.rejected());
    } else {
      assertThat(loaded.failure().code()).as(told).isEqualTo(ErrorCode.INVALID_REQUEST);
    }
  }

  private static void prepare(RandomLoad load) throws SQLException {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement()) {
      statement.execute(ModelColumn.TABLE);
      try (var insert =
          connection.prepareStatement(
              "INSERT INTO modelled VALUES (CAST(? AS bigint), ?, CAST(? AS decimal),"
                  + " CAST(? AS integer), ?, CAST(? AS timestamp), 'acme')")) {
        for (Map<ModelColumn, String> row : load.before()) {
          for (int i = 0; i < ModelColumn.TENANT_ID.ordinal(); i++) {
            insert.setString(i + 1, row.get(ModelColumn.values()[i]));
          }
          insert.executeUpdate();
        }
      }
    }
  }

  private static SortedMap<Long, Map<ModelColumn, String>> table(String tenant)
      throws SQLException {
    SortedMap<Long, Map<ModelColumn, String>> rows = new TreeMap<>();
    try (var connection = TestStack.warehouse(tenant);
        var statement = connection.createStatement();
        var found =
            statement.executeQuery(
                "SELECT id, code, amount, qty, note, CAST(sold AS varchar) FROM modelled")) {
      while (found.next()) {
        Map<ModelColumn, String> row = new EnumMap<>(ModelColumn.class);
        for (int i = 0; i < ModelColumn.TENANT_ID.ordinal(); i++) {
          row.put(ModelColumn.values()[i], found.getString(i + 1));
        }
        rows.put(found.getLong(1), row);
      }
    }
    return rows;
  }

  /** With NULL said in each column that holds it. */
  private static SortedMap<Long, Map<ModelColumn, String>> filled(
      SortedMap<Long, Map<ModelColumn, String>> rows) {
    rows.values()
        .forEach(
            row ->
                List.of(ModelColumn.values()).stream()
                    .filter(column -> column != ModelColumn.TENANT_ID)
                    .forEach(column -> row.putIfAbsent(column, null)));
    rows.forEach((id, row) -> row.put(ModelColumn.ID, Long.toString(id)));
    return rows;
  }

  /** The codes of the rejected records, which stand there with the values that were sent. */
  private static SortedMap<Integer, String> rejected(RandomLoad load, String file)
      throws IOException {
    SortedMap<Integer, String> codes = new TreeMap<>();
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord record : reader) {
        String error = record.getField("error");
        assertThat(error).matches("(?s)record \\d+: .+");
        int number = Integer.parseInt(error.substring("record ".length(), error.indexOf(':')));
        codes.put(number, record.getField("error_code"));
        RandomLoad.Given given = load.records().get(number - 1);
        if (!given.malformed()) {
          given
              .cells()
              .forEach(
                  (column, cell) ->
                      assertThat(record.getField(load.named().get(column)))
                          .isEqualTo(cell.text() == null ? "" : cell.text()));
        }
      }
    }
    return codes;
  }
}
