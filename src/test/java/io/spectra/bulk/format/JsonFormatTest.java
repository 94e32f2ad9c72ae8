package io.spectra.bulk.format;

import static io.spectra.warehouse.ColumnType.BIGINT;
import static io.spectra.warehouse.ColumnType.DECIMAL;
import static io.spectra.warehouse.ColumnType.DOUBLE_PRECISION;
import static io.spectra.warehouse.ColumnType.SUPER;
import static io.spectra.warehouse.ColumnType.VARCHAR;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.warehouse.Column;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JsonFormatTest {
  private static final List<Column> COLUMNS =
      TestRows.columns(BIGINT, DECIMAL, VARCHAR, SUPER, DOUBLE_PRECISION);

  @Test
  @DisplayName("R-055 an object per line, with the native types of R-017")
  void objectPerLine() throws Exception {
    List<List<String>> rows =
        List.of(
            List.of("9223372036854775807", "1234567890123456.78", "a\nb", "{\"x\":[1]}", "NaN"),
            Arrays.asList("1", null, "", null, "1.5e+20"));

    byte[] file = TestRows.written(new JsonFormat(), COLUMNS, rows);

    assertThat(file)
        .asString(UTF_8)
        .isEqualTo(
            """
            {"a":9223372036854775807,"b":1234567890123456.78,"c":"a\\nb",\
            "d":{"x":[1]},"e":"NaN"}
            {"a":1,"b":null,"c":"","d":null,"e":1.5e+20}
            """);
  }

  @Test
  @DisplayName("R-056 an empty result is an empty file")
  void emptyFile() throws Exception {
    assertThat(TestRows.written(new JsonFormat(), COLUMNS, List.of())).isEmpty();
  }
}
