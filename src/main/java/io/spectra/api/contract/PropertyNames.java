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
import com.networknt.schema.regex.RegularExpression;
import java.util.Iterator;
import java.util.Set;

/**
 * {@code x-propertyNames}: a pattern for the names of a free-form object, which OpenAPI 3.0 has no
 * keyword for.
 */
final class PropertyNames extends AbstractKeyword {
  static final String KEYWORD = "x-propertyNames";

  PropertyNames() {
    super(KEYWORD);
  }

  @Override
  public JsonValidator newValidator(
      SchemaLocation schemaLocation,
      JsonNodePath evaluationPath,
      JsonNode schemaNode,
      JsonSchema parentSchema,
      ValidationContext validationContext) {
    RegularExpression names = WholeText.compile(schemaNode.textValue());
    return new AbstractJsonValidator(schemaLocation, evaluationPath, this, schemaNode) {
      @Override
      public Set<ValidationMessage> validate(
          ExecutionContext context, JsonNode node, JsonNode root, JsonNodePath at) {
        for (Iterator<String> name = node.fieldNames(); name.hasNext(); ) {
          String next = name.next();
          if (!names.matches(next)) {
            return Set.of(Messages.of(this, KEYWORD, node, at).property(next).build());
          }
        }
        return Set.of();
      }
    };
  }
}
