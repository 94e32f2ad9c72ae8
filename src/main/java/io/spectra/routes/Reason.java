package io.spectra.routes;

import java.util.LinkedHashSet;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Puts a chain of causes into one text: Camel says where in the outer one and why in the inner. */
final class Reason {
  private Reason() {}

  static String of(Throwable failure) {
    Set<String> messages = new LinkedHashSet<>();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      String message =
          each instanceof MarkedYamlEngineException yaml ? at(yaml) : each.getMessage();
      // An outer message often ends with the inner one.
      if (message != null && messages.stream().noneMatch(said -> said.contains(message))) {
        messages.add(message);
      }
    }
    return messages.isEmpty() ? failure.getClass().getSimpleName() : String.join("; ", messages);
  }

  private static String at(MarkedYamlEngineException yaml) {
    return yaml.getProblemMark()
            .map(mark -> "line %d, column %d: ".formatted(mark.getLine() + 1, mark.getColumn() + 1))
            .orElse("")
        + yaml.getProblem();
  }
}
