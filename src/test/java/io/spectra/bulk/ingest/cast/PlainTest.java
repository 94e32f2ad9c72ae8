package io.spectra.bulk.ingest.cast;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.bulk.ingest.table.TableColumn;
import io.spectra.warehouse.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Values that are taken without a cast are those that a cast leaves as they are. */
class PlainTest {
  private static final List<TableColumn> COLUMNS =
      List.of(
          column(ColumnType.SMALLINT, 0, 0, 0),
          column(ColumnType.INTEGER, 0, 0, 0),
          column(ColumnType.BIGINT, 0, 0, 0),
          column(ColumnType.DECIMAL, 0, 5, 2),
          column(ColumnType.DECIMAL, 0, 38, -1),
          column(ColumnType.REAL, 0, 0, 0),
          column(ColumnType.DOUBLE_PRECISION, 0, 0, 0),
          column(ColumnType.CHAR, 4, 0, 0),
          column(ColumnType.VARCHAR, 4, 0, 0),
          column(ColumnType.DATE, 0, 0, 0),
          column(ColumnType.TIMESTAMP, 0, 0, 0));

  @Property(tries = 20_000)
  @Label("R-058 a value taken as it is is one that its column's cast gives back unchanged")
  void asTheCast(@ForAll("columns") TableColumn column, @ForAll("values") String value) {
    byte[] text = ("<" + value + ">").getBytes(StandardCharsets.UTF_8);
    boolean plain = Plain.of(column).is(text, 1, text.length - 1);
    Statistics.collect(plain);
    if (plain) {
      assertThat(Cast.to(column).cast(value)).isEqualTo(value);
    }
  }

  @Property(tries = 2_000)
  @Label("R-058 a boolean taken as it is means what its cast says")
  void booleans(@ForAll("words") String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    if (Plain.of(column(ColumnType.BOOLEAN, 0, 0, 0)).is(text, 0, text.length)) {
      assertThat(Booleans.cast(value)).isEqualTo(value.substring(0, 1));
    }
  }

  @Provide
  Arbitrary<TableColumn> columns() {
    return Arbitraries.of(COLUMNS);
  }

  @Provide
  Arbitrary<String> values() {
    Arbitrary<String> digits = Arbitraries.strings().withChars("0123456789").ofMaxLength(19);
    Arbitrary<String> numbers =
        Arbitraries.strings().withChars("0019-+. eE").ofMaxLength(8).injectDuplicates(0.1);
    Arbitrary<String> dates =
        Arbitraries.of("0000", "0001", "2024", "2023")
            .flatMap(
                year ->
                    Arbitraries.of(
                            "-00-10", "-01-31", "-02-28", "-02-29", "-12-01", "-13-01", "-1-1")
                        .map(day -> year + day));
    Arbitrary<String> times =
        Arbitraries.of(
            "",
            " 10:11:12",
            " 23:59:59.123456",
            " 24:00:00",
            " 10:60:00",
            " 10:11:60",
            "T10:11:12",
            " 10:11",
            " 10:11:12.",
            " 10:11:12.1234567",
            " 10-11:12",
            " 1a:11:12");
    Arbitrary<String> texts = Arbitraries.strings().withChars("ab \0ä€|\\\n").ofMaxLength(5);
    return Arbitraries.oneOf(
        digits,
        digits.map(text -> "-" + text),
        numbers,
        dates.flatMap(date -> times.map(time -> date + time)),
        texts);
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.oneOf(
        Arbitraries.of("t", "f", "true", "false", "T", "TRUE", "1", "0", "yes", "tru", "falsy", ""),
        Arbitraries.strings().withChars("truefals").ofMaxLength(5));
  }

  private static TableColumn column(ColumnType type, int length, int precision, int scale) {
    return new TableColumn(1, "c", type, length, precision, scale, true, null, "x");
  }
}
