package io.spectra.bulk.ingest.stage;

import io.spectra.warehouse.WritingSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Stages by INSERT statements of many rows, where the warehouse has no way to read S3. */
final class InsertStage implements Stage {
  /** Of one statement; the protocol counts them in 16 bits. */
  private static final int MOST_VALUES = 8_000;

  private static final int MOST_ROWS = 1_000;

  /** Bounds the memory that wide records take. */
  private static final long MOST_CHARACTERS = 1 << 20;

  private final WritingSession session;
  private final Layout layout;
  private final String row;
  private final int rowsPerStatement;
  private final List<Object> values = new ArrayList<>();
  private String fullStatement;
  private int rows;
  private long characters;

  InsertStage(WritingSession session, Layout layout) {
    this.session = session;
    this.layout = layout;
    List<String> places = new ArrayList<>();
    places.add("CAST(? AS bigint)");
    if (layout.sparse()) {
      places.add("?");
    }
    layout.columns().forEach(column -> places.add("CAST(? AS " + column.sqlType() + ")"));
    row = places.stream().collect(Collectors.joining(", ", "(", ")"));
    rowsPerStatement = Math.max(1, Math.min(MOST_ROWS, MOST_VALUES / places.size()));
  }

  @Override
  public void add(long number, String given, String[] record) {
    values.add(number);
    if (layout.sparse()) {
      values.add(given);
    }
    for (int i = 0; i < layout.columns().size(); i++) {
      values.add(record[i]);
      characters += record[i] == null ? 0 : record[i].length();
    }
    rows++;
    if (rows == rowsPerStatement || characters > MOST_CHARACTERS) {
      insert();
    }
  }

  @Override
  public void finish() {
    if (rows > 0) {
      insert();
    }
    session.commit();
  }

  @Override
  public void close() {}

  private void insert() {
    String statement = rows == rowsPerStatement && fullStatement != null ? fullStatement : sql();
    if (rows == rowsPerStatement) {
      fullStatement = statement;
    }
    session.execute(statement, values.toArray());
    session.commit();
    values.clear();
    rows = 0;
    characters = 0;
  }

  private String sql() {
    return "INSERT INTO "
        + Layout.TABLE
        + " VALUES "
        + String.join(", ", Collections.nCopies(rows, row));
  }
}
