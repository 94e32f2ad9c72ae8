package io.spectra.api.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the parameters of an operation, following references. */
final class ParameterReader {
  private final JsonNode document;

  ParameterReader(JsonNode document) {
    this.document = document;
  }

  List<Parameter> read(String path, JsonPointer item, JsonPointer operation) {
    List<Parameter> all = new ArrayList<>();
    for (JsonPointer owner : List.of(item, operation)) {
      JsonPointer list = owner.appendProperty("parameters");
      for (int i = 0; i < document.at(list).size(); i++) {
        all.add(parameter(follow(list.appendIndex(i))));
      }
    }
    for (Parameter parameter : all) {
      boolean inPath = parameter.in() == Parameter.In.PATH;
      if (inPath && !path.contains("{" + parameter.name() + "}")) {
        throw new IllegalStateException(
            "openapi.yaml: " + path + " does not hold its parameter " + parameter.name());
      }
    }
    return all;
  }

  private Parameter parameter(JsonPointer at) {
    JsonNode node = document.at(at);
    JsonPointer schema = follow(at.appendProperty("schema"));
    JsonNode form = document.at(schema);
    return new Parameter(
        node.path("name").asText(),
        Parameter.In.valueOf(node.path("in").asText().toUpperCase(Locale.ROOT)),
        node.path("required").asBoolean(),
        schema.toString(),
        form.path("type").asText(),
        Optional.ofNullable(form.get("default")).map(ParameterReader::value));
  }

  private JsonPointer follow(JsonPointer at) {
    JsonNode reference = document.at(at).path("$ref");
    return reference.isMissingNode()
        ? at
        : follow(JsonPointer.compile(reference.asText().substring(1)));
  }

  static Object value(JsonNode node) {
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isInt() ? (Object) node.intValue() : node.asText();
  }
}
