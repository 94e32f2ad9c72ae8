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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
      String property, List<String> in, List<String> required, List<String> forbidden) {
    static Rule of(JsonNode node) {
      return new Rule(
          node.path("property").asText(),
          texts(node.path("in")),
          texts(node.path("required")),
          texts(node.path("forbidden")));
    }

    private static List<String> texts(JsonNode array) {
      List<String> texts = new ArrayList<>();
      array.forEach(element -> texts.add(element.asText()));
      return List.copyOf(texts);
    }

    boolean appliesTo(JsonNode object) {
      return in.contains(object.path(property).asText());
    }
  }

  @Override
  public JsonValidator newValidator(
      SchemaLocation schemaLocation,
      JsonNodePath evaluationPath,
      JsonNode schemaNode,
      JsonSchema parentSchema,
      ValidationContext validationContext) {
    List<Rule> rules = new ArrayList<>();
    schemaNode.forEach(rule -> rules.add(Rule.of(rule)));
    return new Validator(schemaLocation, evaluationPath, this, schemaNode, List.copyOf(rules));
  }

  private static final class Validator extends AbstractJsonValidator {
    private final List<Rule> rules;

    Validator(
        SchemaLocation location, JsonNodePath path, When keyword, JsonNode node, List<Rule> rules) {
      super(location, path, keyword, node);
      this.rules = rules;
    }

    @Override
    public Set<ValidationMessage> validate(
        ExecutionContext context, JsonNode node, JsonNode root, JsonNodePath at) {
      Set<ValidationMessage> messages = new LinkedHashSet<>();
      for (Rule rule : rules) {
        if (rule.appliesTo(node)) {
          rule.required().stream()
              .filter(name -> !node.has(name))
              .forEach(name -> messages.add(message(REQUIRED, name, rule, node, at)));
          rule.forbidden().stream()
              .filter(node::has)
              .forEach(name -> messages.add(message(FORBIDDEN, name, rule, node, at)));
        }
      }
      return messages;
    }

    private ValidationMessage message(
        String type, String name, Rule rule, JsonNode node, JsonNodePath at) {
      return Messages.of(this, type, node, at)
          .property(name)
          .arguments(rule.property(), node.path(rule.property()).asText())
          .build();
    }
  }
}
