package io.spectra.bulk.ingest.cast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.bulk.ingest.table.TableColumn;
import io.spectra.warehouse.ColumnType;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a value of a file becomes, and that the warehouse takes everything that passes. */
@OnStack
class CastTest {
  private static final int TRIES = 300;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SMALLINT | 32767 | 32767
          SMALLINT | 32768 | OUT_OF_RANGE
          INTEGER | ' +007 ' | 7
          INTEGER | 1.0 | TYPE_MISMATCH
          INTEGER | '' | TYPE_MISMATCH
          BIGINT | -9223372036854775808 | -9223372036854775808
          BIGINT | 99999999999999999999 | OUT_OF_RANGE
          DECIMAL | 1.005 | 1.01
          DECIMAL | -1.005 | -1.01
          DECIMAL | 1e3 | 1000.00
          DECIMAL | 999999.994 | 999999.99
          DECIMAL | 999999.995 | OUT_OF_RANGE
          DECIMAL | 1e999999999 | OUT_OF_RANGE
          DECIMAL | 1e-999999999 | 0.00
          DECIMAL | 12,5 | TYPE_MISMATCH
          REAL | 1e39 | OUT_OF_RANGE
          DOUBLE_PRECISION | 1e309 | OUT_OF_RANGE
          DOUBLE_PRECISION | nan | NaN
          DOUBLE_PRECISION | 0x1p3 | TYPE_MISMATCH
          BOOLEAN | Yes | t
          BOOLEAN | 2 | TYPE_MISMATCH
          VARCHAR | 'äöü' | äöü
          VARCHAR | 'äöüß' | TOO_LONG
          VARCHAR | 'abcdef      ' | abcdef
          CHAR | ä | INVALID_TEXT
          DATE | 2024-02-29 | 2024-02-29
          DATE | 2023-02-29 | OUT_OF_RANGE
          DATE | 20240131 | 2024-01-31
          DATE | 01/31/2024 | 2024-01-31
          DATE | 2024-01-31T10:11:12Z | 2024-01-31
          DATE | yesterday | TYPE_MISMATCH
          TIMESTAMP | 2024-01-02T03:04:05.1234567Z | 2024-01-02 03:04:05.123457
          TIMESTAMP | 2024-01-02 24:00:00 | 2024-01-03 00:00:00
          TIMESTAMP | 2024-01-02 25:00:00 | OUT_OF_RANGE
          TIMESTAMPTZ | 2024-01-02 03:04:05+02 | 2024-01-02 01:04:05+00
          TIME | 3:04 | 03:04:00
          SUPER | '{"a":[1,2]}' | '{"a":[1,2]}'
          SUPER | '{"a":1,"a":2}' | TYPE_MISMATCH
          SUPER | '{"a":' | TYPE_MISMATCH
          """)
  @DisplayName("R-058 values are read as Redshift casts them, or rejected with a code")
  void casts(ColumnType type, String text, String expected) {
    Cast cast = Cast.to(column(type));
    if (expected.matches("[A-Z_]{5,}")) {
      assertThatThrownBy(() -> cast.cast(text))
          .isInstanceOfSatisfying(
              Rejection.class, e -> assertThat(e.code().name()).isEqualTo(expected));
    } else {
      assertThat(cast.cast(text).stripTrailing()).isEqualTo(expected);
    }
  }

  @Test
  @DisplayName("R-058 whatever passes a cast is taken by the warehouse's own, with the same value")
  void warehouseAgrees() throws SQLException {
    Random random = new Random(20_261_125);
    List<ColumnType> types =
        List.of(
            ColumnType.INTEGER,
            ColumnType.DECIMAL,
            ColumnType.DOUBLE_PRECISION,
            ColumnType.DATE,
            ColumnType.TIMESTAMP,
            ColumnType.TIMESTAMPTZ,
            ColumnType.TIME);
    try (var connection = TestStack.warehouse("acme")) {
      for (ColumnType type : types) {
        Cast cast = Cast.to(column(type));
        String sql =
            "SELECT CAST(CAST(? AS varchar) AS %1$s) = CAST(CAST(? AS varchar) AS %1$s)"
                .formatted(sqlType(type));
        try (var statement = connection.prepareStatement(sql)) {
          for (int i = 0; i < TRIES; i++) {
            String text = text(type, random);
            String passed;
            try {
              passed = cast.cast(text);
            } catch (Rejection e) {
              continue;
            }
            statement.setString(1, text);
            statement.setString(2, passed);
            try (var rows = statement.executeQuery()) {
              rows.next();
              assertThat(rows.getBoolean(1)).as(type + " " + text + " " + passed).isTrue();
            }
          }
        }
      }
    }
  }

  private static String text(ColumnType type, Random random) {
    int length = 1 + random.nextInt(8);
    String digits =
        random
            .ints(length, '0', '9' + 1)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    String number = (random.nextBoolean() ? "-" : "") + digits;
    return switch (type) {
      case INTEGER -> random.nextBoolean() ? number : " " + number + " ";
      case DECIMAL, DOUBLE_PRECISION ->
          number
              + "."
              + random.nextInt(100_000)
              + (random.nextBoolean() ? "" : "e" + random.nextInt(4));
      case DATE ->
          "%04d-%d-%02d".formatted(random.nextInt(3000), random.nextInt(14), random.nextInt(33));
      case TIME -> time(random);
      default ->
          "%04d-%02d-%02d%s%s%s"
              .formatted(
                  1900 + random.nextInt(300),
                  1 + random.nextInt(12),
                  1 + random.nextInt(31),
                  random.nextBoolean() ? "T" : " ",
                  time(random),
                  List.of("", "Z", "+05", "-03:30").get(random.nextInt(4)));
    };
  }

  private static String time(Random random) {
    return "%02d:%02d:%02d.%d"
        .formatted(
            random.nextInt(25), random.nextInt(60), random.nextInt(60), random.nextInt(9_999));
  }

  private static String sqlType(ColumnType type) {
    return type == ColumnType.DECIMAL ? "decimal(8,2)" : type.sqlName();
  }

  private static TableColumn column(ColumnType type) {
    return new TableColumn(1, "c", type, 6, 8, 2, true, null, type.sqlName());
  }
}
