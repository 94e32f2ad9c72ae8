package io.spectra.api.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds responses to the contract, for any test that has one at hand:
 *
 * <pre>assertThat(conformance.violations("getBulkJob", 200, headers, body)).isEmpty();</pre>
 *
 * <p>Checked are that the status is documented, the media type, the required headers and the form
 * of all documented ones, and the body with every field. Safe for use by many threads.
 */
public final class ResponseConformance {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private static final Map<Integer, String> WITHOUT_OPERATION =
      Map.of(
          400, "BadRequest",
          401, "Unauthorized",
          403, "Forbidden",
          404, "NotFound",
          405, "MethodNotAllowed",
          413, "PayloadTooLarge",
          429, "RateLimited",
          500, "InternalError",
          503, "Unavailable");

  private final Contract contract;
  private final Map<String, Checked> schemas = new ConcurrentHashMap<>();

  public ResponseConformance(Contract contract) {
    this.contract = contract;
  }

  /**
   * In what a response differs from what the contract says of it.
   *
   * @param operationId whose response it is
   * @param headers as received, names in any case
   * @param body as received; empty for none
   * @return a sentence for each violation; empty where the response conforms
   */
  public List<String> violations(
      String operationId, int status, Map<String, List<String>> headers, String body) {
    JsonPointer responses = operation(operationId).append(JsonPointer.compile("/responses"));
    JsonPointer response = follow(responses.appendProperty(String.valueOf(status)));
    if (at(response).isMissingNode()) {
      return List.of(operationId + " documents no status " + status);
    }
    return against(response, headers, body);
  }

  /**
   * The same for a response to a request that no operation took, such as one for an unknown path
   * (404), with a method that the path has not (405), or by a stranger (401).
   */
  public List<String> violationsWithoutOperation(
      int status, Map<String, List<String>> headers, String body) {
    String response = WITHOUT_OPERATION.get(status);
    return response == null
        ? List.of("without an operation no status " + status + " is documented")
        : against(JsonPointer.compile("/components/responses/" + response), headers, body);
  }

  private List<String> against(
      JsonPointer response, Map<String, List<String>> headers, String body) {
    Map<String, List<String>> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> sent.put(String.valueOf(name), values));
    List<String> violations = new ArrayList<>();
    JsonPointer documented = response.appendProperty("headers");
    for (Map.Entry<String, JsonNode> header : at(documented).properties()) {
      String name = header.getKey();
      checkHeader(
          name,
          follow(documented.appendProperty(name)),
          sent.getOrDefault(name, List.of()),
          violations);
    }
    checkBody(response.appendProperty("content"), sent, body, violations);
    return violations;
  }

  private void checkHeader(
      String name, JsonPointer at, List<String> values, List<String> violations) {
    if (values.isEmpty()) {
      if (at(at).path("required").asBoolean()) {
        violations.add("header " + name + " is missing");
      }
      return;
    }
    if (values.size() > 1) {
      violations.add("header " + name + " is there " + values.size() + " times");
    }
    JsonPointer schema = at.appendProperty("schema");
    String value = values.get(0);
    boolean isInteger = at(schema).path("type").asText().equals("integer");
    JsonNode typed =
        isInteger && value.matches("[0-9]{1,18}")
            ? LongNode.valueOf(Long.parseLong(value))
            : TextNode.valueOf(value);
    schema(schema)
        .firstFault(typed, "header " + name)
        .ifPresent(fault -> violations.add(fault.message() + ", and is " + value));
  }

  private void checkBody(
      JsonPointer content,
      Map<String, List<String>> headers,
      String body,
      List<String> violations) {
    if (at(content).isMissingNode()) {
      if (!body.isEmpty()) {
        violations.add("a body where none is documented");
      }
      return;
    }
    String type = String.join(",", headers.getOrDefault("Content-Type", List.of("none")));
    String media = type.split(";")[0].trim();
    JsonPointer schema = content.appendProperty(media).appendProperty("schema");
    if (at(schema).isMissingNode()) {
      violations.add("undocumented content type " + type);
    } else if (media.equals("application/json")) {
      checkJson(schema, body, violations);
    }
  }

  private void checkJson(JsonPointer schema, String body, List<String> violations) {
    try {
      schema(schema)
          .firstFault(JSON.readTree(body), "the body")
          .ifPresent(fault -> violations.add(fault.message() + ", at '" + fault.field() + "'"));
    } catch (JsonProcessingException e) {
      violations.add("the body is not valid JSON: " + e.getOriginalMessage());
    }
  }

  private JsonPointer operation(String id) {
    Operation operation = contract.operation(id).orElseThrow();
    return JsonPointer.empty()
        .appendProperty("paths")
        .appendProperty(operation.path())
        .appendProperty(operation.method().toLowerCase(Locale.ROOT));
  }

  private JsonPointer follow(JsonPointer at) {
    JsonNode reference = at(at).path("$ref");
    return reference.isMissingNode()
        ? at
        : follow(JsonPointer.compile(reference.asText().substring(1)));
  }

  private JsonNode at(JsonPointer pointer) {
    return contract.document().at(pointer);
  }

  private Checked schema(JsonPointer pointer) {
    return schemas.computeIfAbsent(pointer.toString(), at -> new Checked(contract, at));
  }
}
