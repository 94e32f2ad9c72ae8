package io.spectra.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds what a file of routes calls beyond the beans that {@code routes/README.md} names. Routes
 * are trusted code, but the service's inner parts are nobody's contract, and some of them take
 * whatever tenant they are given. Pure.
 */
final class ForeignBeans {
  /** The beans that routes may call. */
  static final Set<String> OFFERED =
      Set.of(
          "queryGate",
          "queryRun",
          "exportPrepare",
          "exportUnload",
          "exportCompose",
          "exportStream",
          "exportComplete",
          "exportFail",
          "ingestPrepare",
          "ingestStage",
          "ingestApply",
          "ingestComplete",
          "ingestFail",
          "ingestClose",
          "refuse",
          "fence",
          "sign");

  private static final Set<String> CODE = Set.of("process", "script", "groovy", "java", "joor");
  private static final Pattern URI = Pattern.compile("\\s*(bean|class|language)\\s*:.*");

  /** Ways by which an expression leaves the message and reaches into the service. */
  private static final Pattern REACHING =
      Pattern.compile(
          "\\$\\{\\s*(bean:|type:|ref:|camelContext|exchange\\.|.*[rR]egistry|.*exchangeExtension"
              + "|.*getContext)|#class:|#type:|#bean:");

  private ForeignBeans() {}

  /** What is called that is not offered, in words; empty when there is nothing. */
  static Optional<String> in(JsonNode node) {
    if (node.isTextual()) {
      String text = node.asText();
      return REACHING.matcher(text).find()
          ? Optional.of("the expression '%s' reaches into the service".formatted(text))
          : Optional.empty();
    }
    for (var field : node.properties()) {
      Optional<String> found = in(field.getKey(), field.getValue());
      if (found.isPresent()) {
        return found;
      }
    }
    for (JsonNode element : node.isArray() ? node : Set.<JsonNode>of()) {
      Optional<String> found = in(element);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> in(String name, JsonNode value) {
    if (CODE.contains(name)) {
      return Optional.of("'%s' is code of one's own".formatted(name));
    }
    if (name.equals("bean")) {
      String bean = value.isTextual() ? value.asText() : value.path("ref").asText();
      return OFFERED.contains(bean) && !value.has("beanType") && !value.has("type")
          ? in(value.path("parameters"))
          : Optional.of("the bean '%s' is not offered to routes".formatted(value));
    }
    if (name.equals("method")) {
      return Optional.of("'method' calls a bean within an expression");
    }
    boolean endpoint = value.isTextual() && URI.matcher(value.asText()).matches();
    if (endpoint && Set.of("uri", "to", "toD", "from", "wireTap", "enrich").contains(name)) {
      return Optional.of("'%s' calls a bean by its address".formatted(value.asText()));
    }
    return in(value);
  }
}
