package io.spectra.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** The values of named parameters: bound by the driver, never part of the SQL's text. */
final class BindValues {
  private BindValues() {}

  /**
   * The values in the order in which the SQL uses them.
   *
   * @param names the parameters of the SQL; one that it uses twice stands here twice
   * @param bind values by name, null where the caller sent none
   * @return String, BigDecimal, Long, Boolean or null for each name
   * @throws Failure {@code INVALID_REQUEST} for a parameter without a value, and for a value
   *     without a parameter, which may be a misspelt one
   */
  static List<Object> of(List<String> names, JsonNode bind) {
    List<Object> values = new ArrayList<>(names.size());
    for (String name : names) {
      if (bind == null || !bind.has(name)) {
        throw invalid(name, "The SQL's parameter :" + name + " has no value");
      }
      values.add(value(bind.get(name)));
    }
    if (bind != null) {
      refuseUnused(bind.fieldNames(), new HashSet<>(names));
    }
    return values;
  }

  private static void refuseUnused(Iterator<String> given, Set<String> used) {
    while (given.hasNext()) {
      String name = given.next();
      if (!used.contains(name)) {
        throw invalid(name, "The SQL has no parameter :" + name);
      }
    }
  }

  private static Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case BOOLEAN -> node.booleanValue();
      case NUMBER ->
          node.canConvertToExactIntegral() && node.canConvertToLong()
              ? (Object) node.longValue()
              : node.decimalValue();
      case STRING -> node.textValue();
      default -> null;
    };
  }

  private static Failure invalid(String name, String message) {
    return Failure.of(ErrorCode.INVALID_REQUEST, message).with("field", "/parameters/bind/" + name);
  }
}
