package io.spectra.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.spectra.failure.Failure;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Holds query parameters and headers to the contract, with schemas compiled once. Safe for use by
 * many threads. Path parameters are strings of any form: what they name is there or is not.
 */
public final class ParameterValidation {
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,9}");

  private final Map<String, Checked> schemas = new HashMap<>();

  public ParameterValidation(Contract contract) {
    for (Operation operation : contract.operations()) {
      for (Parameter parameter : operation.parameters()) {
        schemas.computeIfAbsent(parameter.schema(), schema -> new Checked(contract, schema));
      }
    }
  }

  /**
   * The operation's query parameters, with defaults for those that are absent and have one; unknown
   * ones are ignored.
   *
   * @param query the values of each parameter as sent, percent-decoded
   * @return by name a String, an Integer or a Boolean; unmodifiable
   * @throws Failure {@code INVALID_REQUEST}, with the first parameter at fault as {@code field},
   *     and {@code reason}
   */
  public Map<String, Object> check(Operation operation, Map<String, List<String>> query) {
    return check(operation, Parameter.In.QUERY, name -> query.getOrDefault(name, List.of()));
  }

  /**
   * The operation's headers that the contract gives a form; those that are absent are left out.
   *
   * @param headers the values of a header, whatever case its name has; empty for none
   * @throws Failure like {@link #check(Operation, Map)}
   */
  public Map<String, Object> checkHeaders(
      Operation operation, Function<String, List<String>> headers) {
    return check(operation, Parameter.In.HEADER, headers);
  }

  /**
   * One header of the operation.
   *
   * @param sent its values; empty for none
   * @return its value, or its default; empty where it is absent
   * @throws Failure like {@link #check(Operation, Map)}
   * @throws IllegalArgumentException for a header that the operation does not have
   */
  public Optional<Object> checkHeader(Operation operation, String name, List<String> sent) {
    return operation.parameters().stream()
        .filter(parameter -> parameter.in() == Parameter.In.HEADER)
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .map(parameter -> value(parameter, sent))
        .orElseThrow(() -> new IllegalArgumentException(operation.id() + " takes no " + name));
  }

  private Map<String, Object> check(
      Operation operation, Parameter.In in, Function<String, List<String>> sent) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Parameter parameter : operation.parameters()) {
      if (parameter.in() == in) {
        value(parameter, sent.apply(parameter.name()))
            .ifPresent(value -> values.put(parameter.name(), value));
      }
    }
    return Collections.unmodifiableMap(values);
  }

  private Optional<Object> value(Parameter parameter, List<String> sent) {
    String name = parameter.name();
    if (sent.isEmpty()) {
      if (parameter.required()) {
        throw new Fault(name, "required", name + " is required").toFailure();
      }
      return parameter.fallback();
    }
    if (sent.size() > 1) {
      throw new Fault(name, "repeated", name + " must be sent once").toFailure();
    }
    JsonNode value = typed(parameter.type(), sent.get(0));
    schemas
        .get(parameter.schema())
        .firstFault(value, name)
        .ifPresent(
            fault -> {
              throw new Fault(name, fault.reason(), fault.message()).toFailure();
            });
    return Optional.of(ParameterReader.value(value));
  }

  /** The text as a value of the type; text that is none stays text, for the schema to refuse. */
  private static JsonNode typed(String type, String text) {
    if (type.equals("integer") && INTEGER.matcher(text).matches()) {
      return IntNode.valueOf(Integer.parseInt(text));
    }
    if (type.equals("boolean") && (text.equals("true") || text.equals("false"))) {
      return BooleanNode.valueOf(text.equals("true"));
    }
    return TextNode.valueOf(text);
  }
}
