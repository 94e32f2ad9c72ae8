package io.spectra.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Words what the validator found, for people who did not write the schema. */
final class FaultText {
  private final JsonNode document;

  FaultText(JsonNode document) {
    this.document = document;
  }

  /** The reason of {@link Fault#reason}: JSON Schema's keyword where there is one. */
  static String reason(ValidationMessage message) {
    return switch (message.getType()) {
      case "additionalProperties" -> "unknown_field";
      case MaxBytes.KEYWORD -> "maxBytes";
      case MaxBytes.BROKEN -> "broken_text";
      case PropertyNames.KEYWORD -> "name";
      case When.REQUIRED -> "required";
      case When.FORBIDDEN -> "not_allowed";
      case "oneOf" -> "type";
      default -> message.getType();
    };
  }

  /**
   * @param name what the faulty value is called
   */
  String text(String name, ValidationMessage message) {
    return switch (message.getType()) {
      case "additionalProperties" -> unknown(name, message);
      case PropertyNames.KEYWORD -> "'" + name + "' must " + pattern(message);
      case When.REQUIRED -> name + " is required when " + because(message);
      case When.FORBIDDEN -> name + " is not allowed when " + because(message);
      case "required" -> name + " is required";
      default -> name + " must " + demand(message);
    };
  }

  private String demand(ValidationMessage message) {
    String bound = message.getSchemaNode().asText();
    return switch (message.getType()) {
      case "type" -> "be " + article(bound);
      case "oneOf" -> "be " + types(message.getSchemaNode());
      case "minimum" -> "be at least " + bound;
      case "maximum" -> "be at most " + bound;
      case "minLength" -> atLeast(bound, "characters");
      case "maxLength" -> "have at most " + bound + " characters";
      case MaxBytes.KEYWORD -> "have at most " + bound + " bytes in UTF-8";
      case MaxBytes.BROKEN -> "not hold half of a surrogate pair";
      case "minItems" -> atLeast(bound, "elements");
      case "maxItems", "maxProperties" -> "have at most " + bound + " elements";
      case "uniqueItems" -> "not hold an element twice";
      case "enum" -> "be one of " + list(message.getSchemaNode());
      case "pattern" -> pattern(message);
      default -> "be of the documented form";
    };
  }

  private static String atLeast(String bound, String what) {
    return bound.equals("1") ? "not be empty" : "have at least " + bound + " " + what;
  }

  private String pattern(ValidationMessage message) {
    JsonNode words = owner(message).path("x-must");
    return words.isTextual() ? words.asText() : "match " + message.getSchemaNode().asText();
  }

  private String unknown(String name, ValidationMessage message) {
    List<String> known = new ArrayList<>();
    owner(message).path("properties").fieldNames().forEachRemaining(known::add);
    return "unknown field '"
        + name
        + "'"
        + Nearest.to(name, known).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  /** The schema in which the keyword of a message stands. */
  private JsonNode owner(ValidationMessage message) {
    return document.at(message.getSchemaLocation().getFragment().getParent().toString());
  }

  private static String because(ValidationMessage message) {
    return message.getArguments()[0] + " is " + message.getArguments()[1];
  }

  private static String list(JsonNode values) {
    StringJoiner list = new StringJoiner(", ");
    values.forEach(value -> list.add(value.asText()));
    return list.toString();
  }

  private String types(JsonNode alternatives) {
    StringJoiner types = new StringJoiner(" or ");
    for (JsonNode alternative : alternatives) {
      JsonNode reference = alternative.path("$ref");
      JsonNode schema =
          reference.isTextual() ? document.at(reference.asText().substring(1)) : alternative;
      types.add(article(schema.path("type").asText("value")));
    }
    return types.toString();
  }

  private static String article(String type) {
    return ("aio".indexOf(type.charAt(0)) >= 0 ? "an " : "a ") + type;
  }
}
