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
import java.util.Set;

/**
 * {@code x-maxBytes}: the greatest length of a string in UTF-8. A string with half of a surrogate
 * pair has no form in UTF-8 and is refused too, as drivers would replace it without a word.
 */
final class MaxBytes extends AbstractKeyword {
  static final String KEYWORD = "x-maxBytes";
  static final String BROKEN = "x-broken-text";

  MaxBytes() {
    super(KEYWORD);
  }

  @Override
  public JsonValidator newValidator(
      SchemaLocation schemaLocation,
      JsonNodePath evaluationPath,
      JsonNode schemaNode,
      JsonSchema parentSchema,
      ValidationContext validationContext) {
    int max = schemaNode.intValue();
    return new AbstractJsonValidator(schemaLocation, evaluationPath, this, schemaNode) {
      @Override
      public Set<ValidationMessage> validate(
          ExecutionContext context, JsonNode node, JsonNode root, JsonNodePath at) {
        if (!node.isTextual()) {
          return Set.of();
        }
        long bytes = bytes(node.textValue());
        if (bytes < 0) {
          return Set.of(Messages.of(this, BROKEN, node, at).build());
        }
        return bytes <= max ? Set.of() : Set.of(Messages.of(this, KEYWORD, node, at).build());
      }
    };
  }

  /** The length in UTF-8, or -1 for text that has no form in UTF-8. */
  static long bytes(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (isPair(text, i)) {
        bytes += 4;
        i++;
      } else {
        return -1;
      }
    }
    return bytes;
  }

  private static boolean isPair(String text, int i) {
    return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
  }
}
