package io.spectra.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class ColumnNamesTest {
  @Example
  @Label("R-017 Equal names become name, name_2, …, past names that are there anyway")
  void equalNames() {
    assertThat(ColumnNames.unique(List.of("a", "a", "a_2", "a", "A", "", "")))
        .containsExactly("a", "a_3", "a_2", "a_4", "A", "", "_2");
  }

  @Property
  @Label("R-017 No two names are equal, and the first of each name keeps it")
  void alwaysUnique(
      @ForAll @Size(max = 12)
          List<@StringLength(max = 3) @CharRange(from = '1', to = '3') String> digits) {
    List<String> labels = digits.stream().map(text -> text.replace('1', '_')).toList();

    List<String> names = ColumnNames.unique(labels);

    assertThat(names).doesNotHaveDuplicates().hasSameSizeAs(labels).containsAll(labels);
    for (int i = 0; i < labels.size(); i++) {
      assertThat(names.get(i)).startsWith(labels.get(i));
    }
  }
}
