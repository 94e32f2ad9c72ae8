package io.spectra.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AbstractJsonValidator;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;

/** Begins the messages of this contract's own keywords; {@link FaultText} words them. */
final class Messages {
  private Messages() {}

  static ValidationMessage.Builder of(
      AbstractJsonValidator validator, String type, JsonNode node, JsonNodePath at) {
    return ValidationMessage.builder()
        .type(type)
        .code(type)
        .message(type)
        .instanceNode(node)
        .instanceLocation(at)
        .schemaNode(validator.getSchemaNode())
        .schemaLocation(validator.getSchemaLocation())
        .evaluationPath(validator.getEvaluationPath());
  }
}
