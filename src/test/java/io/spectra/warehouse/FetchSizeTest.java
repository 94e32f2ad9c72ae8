package io.spectra.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class FetchSizeTest {
  @Property
  @Label("R-010 A fetch asks for at least one row, and for no more than fit into a megabyte")
  void bounded(
      @ForAll @LongRange(min = 1, max = 1_000_000) long rows,
      @ForAll @LongRange(max = 1L << 40) long bytes) {
    int size = FetchSize.after(rows, bytes);

    assertThat(size).isBetween(1, 5_000);
    assertThat(size == 1 || size * bytes <= rows << 20).isTrue();
  }

  @Property
  @Label("R-057 A fetch asks for no more rows than a slow query gives in half a second")
  void inTime(
      @ForAll @LongRange(min = 1, max = 1_000_000) long rows,
      @ForAll @LongRange(max = 1L << 40) long bytes,
      @ForAll @IntRange(min = 1, max = 5_000) int last,
      @ForAll @LongRange(min = 1, max = 3_600_000_000_000L) long nanos) {
    int size = FetchSize.after(rows, bytes, last, nanos);

    assertThat(size).isBetween(1, FetchSize.after(rows, bytes));
    assertThat(size == 1 || size * nanos <= last * 500_000_000L).isTrue();
  }
}
