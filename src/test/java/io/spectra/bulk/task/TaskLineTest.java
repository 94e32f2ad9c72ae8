package io.spectra.bulk.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.job.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TaskLineTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final TaskLine line = new TaskLine();
  private final Places places = new Places(4, 1);

  @Test
  @DisplayName("R-085 whoever has the fewest places is next, and of one tenant the oldest")
  void fewestFirst() {
    add("acme", "a2", 2);
    add("acme", "a1", 1);
    add("globex", "g1", 9);

    assertThat(all(3)).containsExactly("a1", "g1", "a2");
  }

  @Test
  @DisplayName("R-085 a tenant gets all places but the spare one, and is passed by for it")
  void spare() {
    for (int number = 1; number <= 6; number++) {
      add("acme", "a" + number, number);
    }
    assertThat(all(6)).containsExactly("a1", "a2", "a3");

    add("globex", "g1", 9);
    add("initech", "i1", 10);
    assertThat(all(6)).containsExactly("g1");

    places.leave("acme");
    assertThat(all(6)).as("a tenant that has none, though others came first").containsExactly("i1");
  }

  @Test
  @DisplayName("R-060 an attempt waits once, and not before its time")
  void once() {
    Task task = task("acme", "a1", 1);
    assertThat(line.add(task, NOON.plusMillis(300))).isTrue();
    assertThat(line.add(task("acme", "a1", 7), NOON)).isFalse();

    assertThat(line.next(places, NOON)).isEmpty();
    assertThat(line.next(places, NOON.plusMillis(300))).contains(task);
    assertThat(line.size()).isZero();
  }

  @Test
  @DisplayName("R-085 what waits too long here is given to another instance")
  void late() {
    add("acme", "a1", 1);
    Instant later = NOON.plusSeconds(5);
    line.add(Task.of(new Attempt("acme", "a2", 1), at(2, later), later), later);

    assertThat(line.takeWaitingFor(Duration.ofSeconds(5), NOON.plusSeconds(5))).isEmpty();
    assertThat(line.takeWaitingFor(Duration.ofSeconds(5), NOON.plusSeconds(6)))
        .extracting(each -> each.attempt().job())
        .containsExactly("a1");
    assertThat(line.size()).isEqualTo(1);
  }

  @Test
  @DisplayName("R-060 what came from a partition that is another instance's now is forgotten")
  void forgets() {
    add("acme", "a1", 1);
    line.forget(List.of(new TopicPartition("tasks", 1)));
    assertThat(line.size()).isEqualTo(1);
    line.forget(List.of(new TopicPartition("tasks", 0)));
    assertThat(line.size()).isZero();
  }

  @Test
  @DisplayName(
      "R-085 a task that goes to another instance keeps its place in line, and its headers")
  void keepsItsPlace() {
    ConsumerRecord<byte[], byte[]> record = at(1, NOON.minusSeconds(60));
    record.headers().add("x-request-id", new byte[] {'r'});
    Task first = Task.of(new Attempt("acme", "a1", 1), record, NOON);

    var sent = first.forPartition(3);
    ConsumerRecord<byte[], byte[]> there = at(9, NOON.plusSeconds(5));
    sent.headers().forEach(header -> there.headers().add(header));
    Task second = Task.of(first.attempt(), there, NOON.plusSeconds(5));

    assertThat(sent.partition()).isEqualTo(3);
    assertThat(first.since()).isEqualTo(NOON.minusSeconds(60));
    assertThat(second.since()).isEqualTo(first.since());
    assertThat(second.forPartition(0).headers()).hasSize(2);
  }

  private void add(String tenant, String job, int since) {
    line.add(task(tenant, job, since), NOON);
  }

  private List<String> all(int most) {
    return java.util.stream.Stream.generate(() -> line.next(places, NOON))
        .limit(most)
        .flatMap(Optional::stream)
        .peek(task -> places.take(task.tenant()))
        .map(task -> task.attempt().job())
        .toList();
  }

  private static Task task(String tenant, String job, int since) {
    return Task.of(new Attempt(tenant, job, 1), at(since, NOON.minusSeconds(100 - since)), NOON);
  }

  private static ConsumerRecord<byte[], byte[]> at(int offset, Instant time) {
    return new ConsumerRecord<>(
        "tasks",
        0,
        offset,
        time.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        new byte[0],
        new byte[0],
        new RecordHeaders(),
        Optional.empty());
  }
}
