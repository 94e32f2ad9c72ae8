package io.spectra.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class QuerySeatsTest {
  private final QuerySeats seats = new QuerySeats(3, 2, 4, 3);
  private final List<String> seated = new ArrayList<>();

  @Test
  @DisplayName("R-085: a tenant has its seats alone; what waits sits when one of its own ends")
  void perTenant() {
    QuerySeats.Guest first = ask("a");
    ask("a");
    ask("a");
    ask("b");
    assertThat(seated).containsExactly("a", "a", "b");
    first.leave();
    first.leave();
    assertThat(seated).containsExactly("a", "a", "b", "a");
  }

  @Test
  @DisplayName("R-072: who finds no place in the line is refused at once")
  void full() {
    for (int i = 0; i < 5; i++) {
      ask("a");
    }
    Failure own = catchThrowableOfType(Failure.class, () -> ask("a"));
    assertThat(own.code()).isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(own.retryAfter()).isPresent();
    ask("b");
    ask("b");
    Failure all = catchThrowableOfType(Failure.class, () -> ask("c"));
    assertThat(all.code()).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  @DisplayName("R-085: seats that get free go to the tenants in turn")
  void inTurn() {
    QuerySeats.Guest one = ask("a");
    QuerySeats.Guest two = ask("a");
    ask("c");
    ask("a");
    ask("a");
    ask("b");
    one.leave();
    two.leave();
    assertThat(seated).containsExactly("a", "a", "c", "a", "b");
  }

  @Property(tries = 200)
  void neitherSeatsNorPlacesAreLost(@ForAll Random random) {
    QuerySeats own = new QuerySeats(5, 3, 6, 4);
    List<QuerySeats.Guest> inside = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      try {
        if (inside.isEmpty() || random.nextBoolean()) {
          inside.add(own.ask("t" + random.nextInt(4), random.nextInt(3), () -> {}));
        } else {
          inside.remove(random.nextInt(inside.size())).leave();
        }
      } catch (Failure full) {
        assertThat(inside).isNotEmpty();
      }
    }
    inside.forEach(QuerySeats.Guest::leave);
    List<Integer> again = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      own.ask("fresh" + i, 1, () -> again.add(1));
    }
    assertThat(again).hasSize(5);
  }

  private QuerySeats.Guest ask(String tenant) {
    return seats.ask(tenant, 0, () -> seated.add(tenant));
  }
}
