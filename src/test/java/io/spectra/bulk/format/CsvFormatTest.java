package io.spectra.bulk.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.warehouse.Column;
import io.spectra.warehouse.ColumnType;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CsvFormatTest {
  private static final List<Column> THREE =
      TestRows.columns(ColumnType.VARCHAR, ColumnType.VARCHAR, ColumnType.VARCHAR);

  @Property(tries = 500)
  @Label("R-055 any values come back through another reader, NULL and empty apart")
  void roundTrips(@ForAll("tables") List<List<String>> rows) throws Exception {
    byte[] file = TestRows.written(new CsvFormat(), THREE, rows);

    List<List<String>> expected = new ArrayList<>();
    expected.add(List.of("a", "b", "c"));
    expected.addAll(rows);
    assertThat(CsvText.records(new String(file, UTF_8))).isEqualTo(expected);
  }

  @Property(tries = 50)
  @Label("R-055 GZIP holds the very same bytes")
  void gzipHoldsTheSame(@ForAll("tables") List<List<String>> rows) throws Exception {
    byte[] plain = TestRows.written(new CsvFormat(), THREE, rows);

    byte[] packed = TestRows.written(new GzipFormat(new CsvFormat()), THREE, rows);

    try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      assertThat(unpacked.readAllBytes()).isEqualTo(plain);
    }
  }

  @Test
  @DisplayName("R-055 quotes stand only where they are needed; NULL is empty, empty is quoted")
  void quotesWhereNeeded() throws Exception {
    List<List<String>> rows =
        List.of(Arrays.asList("x", null, ""), List.of("a,b", "say \"hi\"", "l1\nl2"));

    byte[] file = TestRows.written(new CsvFormat(), THREE, rows);

    assertThat(new String(file, UTF_8))
        .isEqualTo("a,b,c\nx,,\"\"\n\"a,b\",\"say \"\"hi\"\"\",\"l1\nl2\"\n");
  }

  @Test
  @DisplayName("R-056 an empty result is a file with its header")
  void headerAlone() throws Exception {
    byte[] file = TestRows.written(new CsvFormat(), THREE, List.of());

    assertThat(file).asString(UTF_8).isEqualTo("a,b,c\n");
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    Arbitrary<String> tricky =
        Arbitraries.of("", ",", "\"", "\n", "\r\n", " ", "\\N", "NULL", "é€😀", "a\u0000b", "#x");
    Arbitrary<String> random = Arbitraries.strings().excludeChars(surrogates()).ofMaxLength(20);
    return Arbitraries.oneOf(tricky, random)
        .injectNull(0.2)
        .list()
        .ofSize(3)
        .map(Collections::unmodifiableList)
        .list()
        .ofMaxSize(8);
  }

  /** Half a surrogate pair is no character, and no database gives one. */
  private static char[] surrogates() {
    char[] all = new char[Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1];
    for (int i = 0; i < all.length; i++) {
      all[i] = (char) (Character.MIN_SURROGATE + i);
    }
    return all;
  }
}
