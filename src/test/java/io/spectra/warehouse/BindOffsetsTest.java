package io.spectra.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class BindOffsetsTest {
  @Property
  @Label("R-016 Every character that the driver copies is found again where it came from")
  void copiedCharactersAreFound(
      @ForAll @StringLength(max = 60) @CharRange(from = '=', to = '@') String text) {
    BindOffsets offsets = new BindOffsets(text, at -> at);
    String driven = "";
    int parameter = 0;
    for (int i = 0; i < text.length(); i++) {
      driven += text.charAt(i) == '?' ? "$" + ++parameter : text.charAt(i);
      assertThat(offsets.toSent(driven.length())).isEqualTo(i + 1);
    }
  }
}
