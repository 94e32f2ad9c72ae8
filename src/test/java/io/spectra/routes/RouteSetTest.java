package io.spectra.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RouteSetTest {
  private static final RouteSet SET =
      new RouteSet(
          Set.of("direct://query"), Set.of("api-execute-query"), Set.of("direct://executeQuery"));
  private static final RouteOutline QUERY = file("query", "query-run", "direct://query");

  @Test
  @DisplayName("R-082 Files with routes of their own stand side by side")
  void takesWhatFits() {
    assertThat(
            SET.fault(
                List.of(
                    QUERY,
                    file("night", "night", "timer://night"),
                    file("noon", "noon", "timer://night"))))
        .isEmpty();
  }

  @Test
  @DisplayName("R-082 No file takes a route id or a port of the service or of another file")
  void refusesWhatIsTaken() {
    assertFault("the service's own", QUERY, file("b", "api-execute-query", "direct://b"));
    assertFault("the service's own", QUERY, file("b", "b", "direct://executeQuery"));
    assertFault("stands in query", QUERY, file("b", "query-run", "direct://b"));
    assertFault("has a route in query", QUERY, file("b", "b", "direct://query"));
  }

  @Test
  @DisplayName("R-082 A port that the service calls is never left without a route")
  void refusesAMissingPort() {
    assertFault("direct://query", file("b", "b", "direct://b"));
  }

  private static void assertFault(String words, RouteOutline... files) {
    assertThat(SET.fault(List.of(files)))
        .hasValueSatisfying(fault -> assertThat(fault.reason()).contains(words));
  }

  private static RouteOutline file(String name, String id, String from) {
    return new RouteOutline(new RouteFile(name, ""), List.of(new RouteOutline.Entry(id, from)));
  }
}
