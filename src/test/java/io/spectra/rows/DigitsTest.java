package io.spectra.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class DigitsTest {
  private static final long MOST = 100_000_000_000_000_000L;

  @Property
  @Label("R-055 a number is the one that a parser reads, to the last bit")
  void asParsed(
      @ForAll @LongRange(min = -MOST, max = MOST) long units,
      @ForAll @IntRange(max = 18) int scale) {
    assertAsParsed(BigDecimal.valueOf(units, scale).toPlainString());
    assertAsParsed(BigDecimal.valueOf(units % 10_000_000, scale % 8).toPlainString());
  }

  @Property
  @Label("R-055 so is every number as the warehouse writes it")
  void asWritten(@ForAll double number) {
    assertAsParsed(Double.toString(number));
    assertAsParsed(Float.toString((float) number));
  }

  @Example
  @Label("R-055 zeros keep their sign, and what is no number stays none")
  void special() {
    for (String text : new String[] {"0", "-0", "0.0", "-0.0", "NaN", "Infinity", "-Infinity"}) {
      assertAsParsed(text);
    }
  }

  private static void assertAsParsed(String text) {
    byte[] wire = ("7." + text + "3").getBytes(StandardCharsets.US_ASCII);
    int to = wire.length - 1;
    assertThat(Double.doubleToRawLongBits(Digits.doublePrecision(wire, 2, to)))
        .as(text)
        .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
    assertThat(Float.floatToRawIntBits(Digits.real(wire, 2, to)))
        .as(text)
        .isEqualTo(Float.floatToRawIntBits(Float.parseFloat(text)));
  }
}
