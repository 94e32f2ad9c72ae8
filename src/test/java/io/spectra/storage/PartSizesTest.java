package io.spectra.storage;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PartSizesTest {
  private static final int EIGHT_MIB = 8 << 20;

  @Test
  @DisplayName("R-056 ten thousand parts hold the largest object that S3 has")
  void holdsTheLargestObject() {
    long sum = 0;
    for (int number = 1; number <= PartSizes.MAX_PARTS; number++) {
      sum += PartSizes.of(EIGHT_MIB, number);
    }

    assertThat(sum).isGreaterThanOrEqualTo(5L << 40);
  }

  @Test
  @DisplayName("R-010 the first six gigabytes need no more than the first part size")
  void startsSmall() {
    assertThat(PartSizes.of(EIGHT_MIB, 800)).isEqualTo(EIGHT_MIB);
    assertThat(PartSizes.of(EIGHT_MIB, 801)).isEqualTo(2 * EIGHT_MIB);
  }

  @Property
  @Label("R-056 parts never shrink, and none is larger than S3 or an array allows")
  void neverShrink(
      @ForAll @IntRange(min = PartSizes.MIN_SIZE, max = 1 << 30) int first,
      @ForAll @IntRange(min = 1, max = PartSizes.MAX_PARTS - 1) int number) {
    assertThat(PartSizes.of(first, number))
        .isBetween(first, PartSizes.of(first, number + 1))
        .isLessThanOrEqualTo(1 << 30);
  }
}
