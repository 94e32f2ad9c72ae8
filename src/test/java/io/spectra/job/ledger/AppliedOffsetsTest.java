package io.spectra.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.failure.Failure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AppliedOffsetsTest {
  private long now;
  private final AppliedOffsets applied = new AppliedOffsets(() -> now);

  @Test
  @DisplayName("R-041: who waits for an offset is told when it is applied, and not before")
  void waits() {
    applied.open(0, 4);
    CompletableFuture<Void> reached = applied.reached(0, 6);
    applied.mark(0, 5);
    assertThat(reached).isNotDone();
    applied.mark(0, 7);
    assertThat(reached).isCompleted();
  }

  @Test
  @DisplayName("R-041: an offset that is applied already is not waited for")
  void passed() {
    applied.open(0, 4);
    assertThat(applied.reached(0, 4)).isCompleted();
    assertThat(applied.reached(0, -1)).isCompleted();
  }

  @Test
  @DisplayName("who waits for a partition that goes elsewhere is told to try again")
  void moved() {
    applied.open(0, 4);
    CompletableFuture<Void> reached = applied.reached(0, 6);
    applied.close(0);
    assertThat(reached)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(Failure.class);
    assertThat(applied.reached(0, 1)).isCompletedExceptionally();
    assertThat(applied.serves(0)).isFalse();
  }

  @Test
  @DisplayName("a partition that comes back counts from what its store holds, not from before")
  void cameBack() {
    applied.open(0, 9);
    applied.open(0, 3);
    assertThat(applied.reached(0, 4)).isNotDone();
  }

  @Test
  @DisplayName(
      "R-041: a partition is served when it caught up, and not because an earlier life did")
  void served() {
    long first = applied.open(0, 9);
    assertThat(applied.serves(0)).isFalse();
    long second = applied.open(0, 3);
    applied.serve(0, first);
    assertThat(applied.serves(0)).isFalse();
    applied.serve(0, second);
    assertThat(applied.serves(0)).isTrue();
    assertThat(applied.served()).isEqualTo(1);
  }

  @Test
  @DisplayName("one waiter that gives up does not take the other's offset away")
  void independent() {
    applied.open(0, 0);
    CompletableFuture<Void> impatient = applied.reached(0, 1);
    CompletableFuture<Void> patient = applied.reached(0, 1);
    impatient.cancel(true);
    applied.mark(0, 1);
    assertThat(patient).isCompleted();
  }

  @Test
  @DisplayName("R-041: who was frozen serves only after it has caught up with what others did")
  void frozen() {
    long life = applied.open(0, 4);
    applied.serve(0, life);
    now += Duration.ofSeconds(3).toNanos();
    assertThat(applied.serves(0)).isTrue();
    assertThat(applied.beat(0)).isFalse();

    now += Duration.ofSeconds(5).toNanos();
    assertThat(applied.serves(0)).as("before it finds out").isFalse();
    assertThat(applied.beat(0)).isTrue();
    assertThat(applied.beat(0)).as("it is told once").isFalse();
    assertThat(applied.serves(0)).isFalse();

    applied.serve(0, life);
    assertThat(applied.serves(0)).isTrue();
  }
}
