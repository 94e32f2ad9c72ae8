package io.spectra.bulk.ingest.model;

import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.job.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A load made up from a seed: a table as it is before, and a file for it, good and bad.
 *
 * @param before the tenant's rows, each by all columns but the tenant's
 * @param columns what the file has, in its order
 * @param named how the file calls each
 * @param unknown whether the file has one more column, which no table has
 * @param records what the file holds; a record may lack columns in JSON
 * @param split where the second of two parts begins; 0 for one part
 */
record RandomLoad(
    Operation operation,
    ContentType format,
    Compression compression,
    Long errorLimit,
    List<Map<ModelColumn, String>> before,
    List<ModelColumn> columns,
    Map<ModelColumn, String> named,
    boolean unknown,
    List<Given> records,
    int split) {
  private static final int MOST_RECORDS = 14;

  /**
   * A record.
   *
   * @param malformed whether it has a field too many, or is no object
   */
  record Given(Map<ModelColumn, Cell> cells, boolean malformed) {}

  static RandomLoad of(Random random) {
    List<Operation> operations =
        List.of(Operation.INSERT, Operation.UPDATE, Operation.UPSERT, Operation.DELETE);
    Operation operation = operations.get(random.nextInt(operations.size()));
    ContentType format = ContentType.values()[random.nextInt(ContentType.values().length)];
    List<ModelColumn> columns = columns(random);
    // From those that are in the table on, or behind them; one may fall back all the same.
    boolean rising = random.nextBoolean();
    int behind = random.nextInt(3) * 4;
    int falls = random.nextInt(3) == 0 ? random.nextInt(MOST_RECORDS) : 0;
    List<Given> records = new ArrayList<>();
    int count = random.nextInt(MOST_RECORDS);
    for (int n = 1; n <= count; n++) {
      Given given = given(random, columns, format);
      if (rising && given.cells().get(ModelColumn.ID).rejected() == null && !given.malformed()) {
        String id = "" + (n == falls ? 1 + random.nextInt(n) : behind + n);
        given.cells().put(ModelColumn.ID, Cell.good(id, id));
      }
      records.add(given);
    }
    return new RandomLoad(
        operation,
        format,
        random.nextBoolean() ? Compression.NONE : Compression.GZIP,
        random.nextInt(5) == 0 ? (long) random.nextInt(3) : null,
        before(random),
        columns,
        named(random, columns),
        random.nextInt(20) == 0,
        records,
        random.nextInt(4) == 0 ? random.nextInt(count + 1) : 0);
  }

  private static List<ModelColumn> columns(Random random) {
    List<ModelColumn> columns = new ArrayList<>();
    for (ModelColumn column : ModelColumn.values()) {
      if (column == ModelColumn.ID || random.nextInt(3) > 0) {
        columns.add(column);
      }
    }
    Collections.shuffle(columns, random);
    return columns;
  }

  /** Nothing is bad about it, or one thing, so that there is no doubt which one is told. */
  private static Given given(Random random, List<ModelColumn> columns, ContentType format) {
    Map<ModelColumn, Cell> cells = new EnumMap<>(ModelColumn.class);
    for (ModelColumn column : columns) {
      boolean absent =
          format == ContentType.JSON && column != ModelColumn.ID && random.nextInt(4) == 0;
      if (!absent) {
        cells.put(column, column.good(random));
      }
    }
    boolean malformed = format != ContentType.PARQUET && random.nextInt(15) == 0;
    if (!malformed && random.nextInt(4) == 0) {
      ModelColumn wrong = columns.get(random.nextInt(columns.size()));
      Cell bad = wrong.bad(random);
      boolean nul = bad.text() != null && bad.text().indexOf('\0') >= 0;
      cells.put(wrong, nul && format == ContentType.PARQUET ? Cell.NULL : bad);
    }
    return new Given(cells, malformed);
  }

  private static List<Map<ModelColumn, String>> before(Random random) {
    List<Map<ModelColumn, String>> rows = new ArrayList<>();
    List<String> codes = new ArrayList<>(Arrays.asList("a", "b", "c", "d", null, null, null, null));
    Collections.shuffle(codes, random);
    for (int id = 1; id <= 8; id++) {
      if (random.nextBoolean()) {
        Map<ModelColumn, String> row = new EnumMap<>(ModelColumn.class);
        row.put(ModelColumn.ID, "" + id);
        row.put(ModelColumn.CODE, codes.get(id - 1));
        row.put(ModelColumn.AMOUNT, id + ".00");
        row.put(ModelColumn.QTY, "" + id);
        row.put(ModelColumn.NOTE, "row " + id);
        row.put(ModelColumn.SOLD, "2020-01-0" + id + " 00:00:00");
        rows.add(row);
      }
    }
    return rows;
  }

  private static Map<ModelColumn, String> named(Random random, List<ModelColumn> columns) {
    Map<ModelColumn, String> named = new EnumMap<>(ModelColumn.class);
    for (ModelColumn column : columns) {
      String name = column.title();
      named.put(
          column,
          switch (random.nextInt(4)) {
            case 0 -> name.toUpperCase(java.util.Locale.ROOT);
            case 1 -> '"' + name + '"';
            default -> name;
          });
    }
    return named;
  }
}
