package io.spectra.bulk.ingest.model;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The columns of the table that is modelled, with values that fit and values that do not. */
enum ModelColumn {
  ID(
      Stream.concat(
              LongStream.rangeClosed(1, 12)
                  .mapToObj(n -> Cell.good(Long.toString(n), Long.toString(n))),
              Stream.of(Cell.good("+7", "7"), Cell.good(" 008 ", "8")))
          .toList(),
      List.of(
          Cell.bad("x", "TYPE_MISMATCH"),
          Cell.bad("1.5", "TYPE_MISMATCH"),
          Cell.bad("9".repeat(20), "OUT_OF_RANGE"))),
  CODE(
      List.of(
          Cell.NULL,
          Cell.NULL,
          Cell.good("a", "a"),
          Cell.good("b", "b"),
          Cell.good("c", "c"),
          Cell.good("d", "d")),
      List.of(Cell.bad("abcde", "TOO_LONG"), Cell.bad("\0", "INVALID_TEXT"))),
  AMOUNT(
      List.of(
          Cell.NULL,
          Cell.good("1.5", "1.50"),
          Cell.good("2.005", "2.01"),
          Cell.good("-3", "-3.00"),
          Cell.good("1e2", "100.00"),
          Cell.good("12.25", "12.25")),
      List.of(Cell.bad("1e9", "OUT_OF_RANGE"), Cell.bad("12,5", "TYPE_MISMATCH"))),
  QTY(
      List.of(Cell.good("5", "5"), Cell.good("0", "0"), Cell.good("-12", "-12")),
      List.of(
          new Cell(null, null, "NOT_NULL"),
          Cell.bad("many", "TYPE_MISMATCH"),
          Cell.bad("99999999999", "OUT_OF_RANGE"))),
  NOTE(
      List.of(
          Cell.NULL,
          Cell.good("", ""),
          Cell.good("x,y", "x,y"),
          Cell.good("q\"q", "q\"q"),
          Cell.good("l\nm", "l\nm"),
          Cell.good("äöü€", "äöü€"),
          Cell.good("a|b\\c", "a|b\\c"),
          Cell.good("\\N", "\\N"),
          Cell.good("=1+1", "=1+1"),
          Cell.good("  ", "  "),
          Cell.good("twelve chars          ", "twelve chars")),
      List.of(Cell.bad("ééééééé", "TOO_LONG"))),
  SOLD(
      List.of(
          Cell.NULL,
          Cell.good("2024-01-02 03:04:05", "2024-01-02 03:04:05"),
          Cell.good("2024/02/29", "2024-02-29 00:00:00"),
          Cell.good("01/31/2024", "2024-01-31 00:00:00"),
          Cell.good("2024-01-02T03:04:05.1234567Z", "2024-01-02 03:04:05.123457")),
      List.of(Cell.bad("2023-02-29", "OUT_OF_RANGE"), Cell.bad("yesterday", "TYPE_MISMATCH"))),
  TENANT_ID(
      List.of(Cell.good("acme", "acme"), Cell.good("acme", "acme"), Cell.NULL),
      List.of(Cell.bad("globex", "OTHER_TENANT")));

  static final String TABLE =
      """
      DROP TABLE IF EXISTS modelled;
      CREATE TABLE modelled (id bigint NOT NULL, code varchar(4), amount decimal(8,2),
        qty integer NOT NULL DEFAULT 7, note varchar(12), sold timestamp,
        tenant_id varchar(64) NOT NULL DEFAULT current_tenant(),
        PRIMARY KEY (tenant_id, id), UNIQUE (tenant_id, code));
      ALTER TABLE modelled ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own_rows ON modelled
        USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
      GRANT SELECT, INSERT, UPDATE, DELETE ON modelled TO spectra_acme, spectra_globex;
      INSERT INTO modelled (id, code, tenant_id) VALUES (1, 'a', 'globex'), (2, 'b', 'globex');
      """;

  private final List<Cell> good;
  private final List<Cell> bad;

  ModelColumn(List<Cell> good, List<Cell> bad) {
    this.good = good;
    this.bad = bad;
  }

  String title() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  Cell good(Random random) {
    return good.get(random.nextInt(good.size()));
  }

  Cell bad(Random random) {
    return bad.get(random.nextInt(bad.size()));
  }
}
