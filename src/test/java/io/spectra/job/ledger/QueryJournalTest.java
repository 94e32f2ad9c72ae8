package io.spectra.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryJournalTest {
  private static final int SMALL = 256;

  @TempDir private Path folder;

  @Test
  @DisplayName("R-041: what was kept and not sent is there for the next process")
  void survives() {
    keep(QueryJournal.open(folder), "first");
    QueryJournal second = QueryJournal.open(folder);
    keep(second, "second");
    QueryJournal third = QueryJournal.open(folder);
    assertThat(texts(third)).containsExactlyInAnyOrder("first", "second");
    third.forgetLeft();
    assertThat(texts(QueryJournal.open(folder))).isEmpty();
  }

  @Test
  @DisplayName("a clean stop with everything sent leaves no file")
  void clean() throws IOException {
    QueryJournal journal = QueryJournal.open(folder);
    keep(journal, "sent").run();
    journal.close();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  @DisplayName("a full journal takes no more until something was sent")
  void bounded() {
    QueryJournal journal = QueryJournal.open(folder, SMALL);
    List<Runnable> kept = new ArrayList<>();
    byte[] record = new byte[80];
    while (journal.keep(record).map(kept::add).isPresent()) {
      assertThat(kept).hasSizeLessThan(8);
    }
    assertThat(kept).hasSize(4);
    assertThat(journal.keep(new byte[SMALL])).isEmpty();
    kept.forEach(Runnable::run);
    assertThat(journal.keep(record)).isPresent();
  }

  @Property(tries = 50)
  void everyUnsentRecordSurvives(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 100) Integer> lengths,
      @ForAll @IntRange(min = 0, max = 5) int unsent)
      throws IOException {
    Path own = Files.createTempDirectory("journal");
    QueryJournal journal = QueryJournal.open(own, SMALL);
    List<byte[]> open = new ArrayList<>();
    List<Runnable> sent = new ArrayList<>();
    for (int i = 0; i < lengths.size(); i++) {
      byte[] record =
          String.format("%0" + lengths.get(i) + "d", i).getBytes(StandardCharsets.UTF_8);
      journal
          .keep(record)
          .ifPresent(
              done -> {
                open.add(record);
                sent.add(done);
              });
      if (open.size() > unsent) {
        open.remove(0);
        sent.remove(0).run();
      }
    }
    assertThat(QueryJournal.open(own, SMALL).left()).containsAll(open);
  }

  private static Runnable keep(QueryJournal journal, String text) {
    return journal.keep(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  private static List<String> texts(QueryJournal journal) {
    return journal.left().stream().map(each -> new String(each, StandardCharsets.UTF_8)).toList();
  }
}
