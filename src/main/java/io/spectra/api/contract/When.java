package io.spectra.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AbstractJsonValidator;
import com.networknt.schema.AbstractKeyword;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonValidator;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.ValidationContext;
import com.networknt.schema.ValidationMessage;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * {@code x-when}: a list of rules {@code {property, in, required, forbidden}}. Where the property
 * has one of the values, the required fields must be there and the forbidden ones must not.
 */
final class When extends AbstractKeyword {
  static final String REQUIRED = "x-when-required";
  static final String FORBIDDEN = "x-when-forbidden";

  When() {
    super("x-when");
  }

  private record Rule(
      String property, Set<String> in, Set<String> required, Set<String> forbidden) {
    static Rule of(JsonNode node) {
      return new Rule(
          node.path("property").asText(),
          texts(node.path("in")),
          texts(node.path("required")),
          texts(node.path("forbidden")));
    }

    private static Set<String> texts(JsonNode array) {
      Set<String> texts = new HashSet<>();
      array.forEach(element -> texts.add(element.asText()));
      return texts;
    }
  }

  @Override
  public JsonValidator newValidator(
      SchemaLocation schemaLocation,
      JsonNodePath evaluationPath,
      JsonNode schemaNode,
      JsonSchema parentSchema,
      ValidationContext validationContext) {
    Set<Rule> rules = new LinkedHashSet<>();
    schemaNode.forEach(rule -> rules.add(Rule.of(rule)));
    return new AbstractJsonValidator(schemaLocation, evaluationPath, this, schemaNode) {
      @Override
      public Set<ValidationMessage> validate(
          ExecutionContext context, JsonNode node, JsonNode root, JsonNodePath at) {
        Set<ValidationMessage> messages = new LinkedHashSet<>();
        for (Rule rule : rules) {
          String value = node.path(rule.property()).asText();
          if (rule.in().contains(value)) {
            Object[] because = {rule.property(), value};
            for (String name : rule.required()) {
              if (!node.has(name)) {
                messages.add(
                    Messages.of(this, REQUIRED, node, at)
                        .property(name)
                        .arguments(because)
                        .build());
              }
            }
            for (String name : rule.forbidden()) {
              if (node.has(name)) {
                messages.add(
                    Messages.of(this, FORBIDDEN, node, at)
                        .property(name)
                        .arguments(because)
                        .build());
              }
            }
          }
        }
        return messages;
      }
    };
  }
}
