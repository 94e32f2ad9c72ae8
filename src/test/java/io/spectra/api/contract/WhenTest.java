package io.spectra.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhenTest {
  private static final String REQUEST = "/components/schemas/BulkJobRequest";

  private final JsonSchema extension = without("not");
  private final JsonSchema standard = without("x-when");

  @ParameterizedTest
  @DisplayName("R-050 R-073 tools that do not know x-when read the same rules of the document")
  @ValueSource(strings = {"query", "insert", "update", "upsert", "delete", "other"})
  void saidTwice(String operation) {
    for (int fields = 0; fields < 8; fields++) {
      ObjectNode body = JsonNodeFactory.instance.objectNode().put("object", "sales");
      body.put("operation", operation);
      if ((fields & 1) != 0) {
        body.put("query", "SELECT 1");
      }
      if ((fields & 2) != 0) {
        body.put("external_id_field", "sale_id");
      }
      if ((fields & 4) != 0) {
        body.put("error_limit", 1);
      }
      assertThat(standard.validate(body).isEmpty())
          .as(body.toString())
          .isEqualTo(extension.validate(body).isEmpty());
    }
  }

  private static JsonSchema without(String keyword) {
    ObjectNode document = Contract.load().document().deepCopy();
    ((ObjectNode) document.at(REQUEST)).remove(keyword);
    return new Schemas(document).at(REQUEST);
  }
}
