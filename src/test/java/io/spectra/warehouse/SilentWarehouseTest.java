package io.spectra.warehouse;

import static io.spectra.warehouse.TestWarehouse.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A warehouse that takes what it is sent and says nothing, on connections that once worked. */
@OnStack
class SilentWarehouseTest {
  /** Far above what is expected, far below for ever. */
  private static final Duration HANGS = Duration.ofSeconds(30);

  private Passage passage;
  private TestWarehouse stack;

  @BeforeEach
  void open() throws Exception {
    String url = TestStack.warehouseUrl();
    int port = URI.create(url.substring("jdbc:".length())).getPort();
    passage = new Passage(port);
    stack = TestWarehouse.with(Map.of("url", url.replace(":" + port, ":" + passage.port())));
    ask(Duration.ofSeconds(2));
  }

  @AfterEach
  void close() throws Exception {
    stack.close();
    passage.close();
  }

  @Test
  @DisplayName(
      "R-022: a connection that cannot be set up is UNAVAILABLE soon, and all is well later")
  void otherTimeout() {
    assertThat(failure(Duration.ofSeconds(3)).code()).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  @DisplayName("R-021: a statement without an answer ends at its timeout, and all is well later")
  void sameTimeout() {
    assertThat(failure(Duration.ofSeconds(2)).code()).isEqualTo(ErrorCode.QUERY_TIMEOUT);
  }

  private Failure failure(Duration timeout) {
    passage.silent(true);
    Failure failure =
        assertTimeoutPreemptively(
            HANGS, () -> catchThrowableOfType(Failure.class, () -> ask(timeout)));
    passage.silent(false);
    assertThat(assertTimeoutPreemptively(HANGS, () -> ask(timeout))).isEqualTo("1");
    return failure;
  }

  private String ask(Duration timeout) {
    try (WarehouseSession session = stack.warehouse().read(ACME, timeout)) {
      return TestWarehouse.first(session, "SELECT 1");
    }
  }
}
