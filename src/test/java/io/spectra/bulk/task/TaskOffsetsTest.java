package io.spectra.bulk.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.TopicPartition;

class TaskOffsetsTest {
  private static final TopicPartition HERE = new TopicPartition("tasks", 0);

  @Property
  @Label("R-060 whatever is decided in which order, nothing undecided is ever committed over")
  void neverOverAnUndecided(
      @ForAll @Size(max = 30) Set<@IntRange(max = 100) Integer> begun,
      @ForAll @Size(max = 40) List<@IntRange(max = 100) Integer> decided) {
    TaskOffsets offsets = new TaskOffsets();
    begun.forEach(offset -> offsets.begin(HERE, offset));
    TreeSet<Integer> open = new TreeSet<>(begun);

    for (int offset : decided) {
      offsets.decided(HERE, offset);
      open.remove(offset);
      assertThat(offsets.isOpen(HERE, offset)).isFalse();
      assertThat(offsets.committable(HERE, 101)).isEqualTo(open.isEmpty() ? 101 : open.first());
    }

    offsets.forget(List.of(HERE));
    assertThat(open).noneMatch(offset -> offsets.isOpen(HERE, offset));
    assertThat(offsets.committable(HERE, 55)).isEqualTo(55);
  }
}
