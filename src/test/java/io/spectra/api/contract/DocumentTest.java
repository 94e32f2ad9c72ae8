package io.spectra.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.spectra.failure.ErrorCode;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DocumentTest {
  private static final Contract CONTRACT = Contract.load();
  private static final JsonNode DOCUMENT = CONTRACT.document();

  @Test
  @DisplayName("R-073 the document is valid OpenAPI 3.0")
  void valid() {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    SwaggerParseResult result =
        new OpenAPIV3Parser()
            .readContents(new String(CONTRACT.json(), StandardCharsets.UTF_8), null, options);
    assertThat(result.getMessages()).isEmpty();
    assertThat(result.getOpenAPI().getOpenapi()).isEqualTo("3.0.3");
  }

  @TestFactory
  @DisplayName("R-073 every media type has an example, and every example its schema's form")
  Stream<DynamicTest> examples() {
    List<JsonPointer> mediaTypes = new ArrayList<>();
    collect(DOCUMENT, JsonPointer.empty(), mediaTypes);
    assertThat(mediaTypes).hasSizeGreaterThan(25);
    return mediaTypes.stream()
        .map(at -> DynamicTest.dynamicTest(at.toString(), () -> checkExamples(at)));
  }

  private static void checkExamples(JsonPointer mediaType) {
    JsonNode node = DOCUMENT.at(mediaType);
    List<JsonNode> examples = new ArrayList<>(node.findValues("value"));
    if (node.has("example")) {
      examples.add(node.get("example"));
    }
    assertThat(examples).isNotEmpty();
    Checked schema = new Checked(CONTRACT, mediaType.appendProperty("schema").toString());
    assertThat(examples)
        .allSatisfy(example -> assertThat(schema.firstFault(example, "the example")).isEmpty());
  }

  private static void collect(JsonNode node, JsonPointer at, List<JsonPointer> mediaTypes) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      JsonPointer below = at.appendProperty(member.getKey());
      if (member.getKey().equals("content")) {
        member
            .getValue()
            .fieldNames()
            .forEachRemaining(m -> mediaTypes.add(below.appendProperty(m)));
      } else {
        collect(member.getValue(), below, mediaTypes);
      }
    }
  }

  @Test
  @DisplayName("R-070 the document lists exactly the error codes that the service has")
  void errorCodes() {
    List<String> listed = new ArrayList<>();
    DOCUMENT.at("/components/schemas/ErrorCode/enum").forEach(code -> listed.add(code.asText()));
    assertThat(listed)
        .containsExactlyElementsOf(Arrays.stream(ErrorCode.values()).map(Enum::name).toList());
  }

  @Test
  @DisplayName(
      "R-006 R-070 R-073 every operation documents its errors, and X-Request-ID everywhere")
  void responses() {
    for (Operation operation : CONTRACT.operations()) {
      JsonNode responses = responses(operation);
      assertThat(responses.has("500")).as(operation.id()).isTrue();
      assertThat(responses.has("401")).as(operation.id()).isNotEqualTo(operation.isPublic());
      assertThat(responses.has("429")).as(operation.id()).isNotEqualTo(operation.isPublic());
      for (JsonNode response : responses) {
        assertThat(followed(response).at("/headers/X-Request-ID/$ref").asText())
            .as(operation.id())
            .isEqualTo("#/components/headers/RequestId");
      }
    }
  }

  @Test
  @DisplayName("R-072 every success of a limited route carries the three headers")
  void rateLimitHeaders() {
    for (Operation operation : CONTRACT.operations()) {
      if (operation.rateLimit().isPresent()) {
        for (Map.Entry<String, JsonNode> response : responses(operation).properties()) {
          if (response.getKey().startsWith("2")) {
            assertThat(response.getValue().path("headers").properties())
                .as(operation.id())
                .extracting(Map.Entry::getKey)
                .contains("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset");
          }
        }
      }
    }
  }

  private static JsonNode responses(Operation operation) {
    return DOCUMENT
        .path("paths")
        .path(operation.path())
        .path(operation.method().toLowerCase(Locale.ROOT))
        .path("responses");
  }

  private static JsonNode followed(JsonNode node) {
    return node.has("$ref") ? DOCUMENT.at(node.get("$ref").asText().substring(1)) : node;
  }
}
