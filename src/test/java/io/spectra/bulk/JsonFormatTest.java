package io.spectra.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JsonFormatTest {
  private static final List<String> COLUMNS =
      List.of("id", "int8", "amount", "numeric", "name", "varchar", "more", "super", "f", "float8");

  @Test
  @DisplayName("R-055 an object per line, with the native types of R-017")
  void objectPerLine() throws Exception {
    List<List<String>> rows =
        List.of(
            List.of("9223372036854775807", "1234567890123456.78", "a\nb", "{\"x\":[1]}", "NaN"),
            Arrays.asList("1", null, "", null, "1.5e+20"));

    byte[] file = TestRows.written(new JsonFormat(), TestRows.of(COLUMNS, rows));

    assertThat(file)
        .asString(UTF_8)
        .isEqualTo(
            """
            {"id":9223372036854775807,"amount":1234567890123456.78,"name":"a\\nb",\
            "more":{"x":[1]},"f":"NaN"}
            {"id":1,"amount":null,"name":"","more":null,"f":1.5e+20}
            """);
  }

  @Test
  @DisplayName("R-056 an empty result is an empty file")
  void emptyFile() throws Exception {
    assertThat(TestRows.written(new JsonFormat(), TestRows.of(COLUMNS, List.of()))).isEmpty();
  }
}
