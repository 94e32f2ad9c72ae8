package io.spectra.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spectra.api.contract.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Makes requests of the OpenAPI document: right ones, and ones that are wrong in every way. */
final class RequestFuzz {
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "null",
          "sales",
          "a'b\"c;--",
          "../..",
          "%00",
          "\u0000",
          "\ud83d\ude80\u00e4\u4e2d",
          "\u202e",
          "x".repeat(3000),
          "bulk-job-00000000-0000-7000-8000-000000000000",
          "9223372036854775808",
          "1e400",
          "${jndi:ldap://x}",
          "true");

  private final JsonNode document;
  private final List<String> ids;
  private final Random random;

  /**
   * @param ids of jobs that exist
   */
  RequestFuzz(JsonNode document, List<String> ids, long seed) {
    this.document = document;
    this.ids = ids;
    this.random = new Random(seed);
  }

  /** What a request has to be answered with. */
  enum Expected {
    /** Anything that the operation documents. */
    DOCUMENTED,
    /** A refusal that the operation documents. */
    REFUSED,
    /** 401: who asks is not known. */
    STRANGER,
    /** An error of no operation, 405 where nothing else is wrong: the path has not this method. */
    NO_OPERATION
  }

  /**
   * A request.
   *
   * @param target path and query, encoded
   * @param body null for none
   */
  record Request(
      String method, String target, Map<String, String> headers, byte[] body, Expected expected) {
    @Override
    public String toString() {
      return method
          + " "
          + target
          + " "
          + headers
          + " "
          + (body == null ? "" : new String(body, StandardCharsets.UTF_8));
    }
  }

  Request next(Operation operation) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer spk_acme_demo");
    headers.put("X-Tenant-ID", rarely() ? text() : "acme");
    JsonNode described =
        document
            .path("paths")
            .path(operation.path())
            .path(operation.method().toLowerCase(Locale.ROOT));
    byte[] body = null;
    Expected expected = Expected.DOCUMENTED;
    if (described.has("requestBody")) {
      JsonNode content = described.at("/requestBody/content/application~1json");
      JsonNode json = json(content);
      boolean isJson = !rarely();
      headers.put("Content-Type", isJson ? "application/json" : "text/plain");
      body = written(json.toString());
      expected = isJson && fits(json, content) ? expected : Expected.REFUSED;
    }
    for (String name : List.of("X-Request-ID", "X-Idempotency-Key", "Prefer")) {
      if (rarely()) {
        headers.put(name, text());
      }
    }
    headers.values().removeIf(value -> !value.matches("[\\x20-\\x7e]{1,2000}"));
    String method = operation.method();
    if (rarely()) {
      method = random.nextBoolean() ? "PUT" : "FOO";
      expected = Expected.NO_OPERATION;
    }
    if (rarely()) {
      headers.remove("Authorization");
      if (random.nextBoolean()) {
        headers.put("Authorization", random.nextBoolean() ? "Bearer x" : "Basic YTpi");
      }
      expected = Expected.STRANGER;
    }
    return new Request(method, target(operation, described), headers, body, expected);
  }

  private String target(Operation operation, JsonNode described) {
    String path =
        "/v1"
            + operation
                .path()
                .replace("{job_id}", segment(operation))
                .replace("{table}", random.nextBoolean() ? "sales" : encoded(text()));
    List<String> query = new ArrayList<>();
    described
        .path("parameters")
        .forEach(
            parameter -> {
              if (parameter.path("in").asText().equals("query") && random.nextBoolean()) {
                query.add(parameter.path("name").asText() + "=" + encoded(value(parameter)));
              }
            });
    if (rarely()) {
      query.add(encoded(text()) + "=" + encoded(text()));
    }
    return query.isEmpty() ? path : path + "?" + String.join("&", query);
  }

  private String segment(Operation operation) {
    // A stream of events of a job that is not there ends at once; one that is may last.
    boolean streams = operation.path().endsWith("/events");
    return !streams && random.nextBoolean()
        ? ids.get(random.nextInt(ids.size()))
        : encoded(text().isEmpty() ? "x" : text());
  }

  private String value(JsonNode parameter) {
    JsonNode allowed = parameter.at("/schema/enum");
    return allowed.isEmpty() || random.nextBoolean()
        ? random.nextBoolean() ? String.valueOf(random.nextInt(200) - 50) : text()
        : allowed.get(random.nextInt(allowed.size())).asText();
  }

  private JsonNode json(JsonNode content) {
    List<JsonNode> examples = new ArrayList<>();
    if (content.has("example")) {
      examples.add(content.get("example"));
    }
    content.path("examples").forEach(example -> examples.add(example.path("value")));
    JsonNode body = examples.get(random.nextInt(examples.size())).deepCopy();
    for (int i = random.nextInt(3); i > 0; i--) {
      body = mutated(body);
    }
    return body;
  }

  /** Whether the body is an object that has the required fields and no other than documented. */
  private boolean fits(JsonNode body, JsonNode content) {
    JsonNode schema = document.at(content.at("/schema/$ref").asText().substring(1));
    boolean fits = body.isObject();
    for (JsonNode required : schema.path("required")) {
      fits &= body.has(required.asText());
    }
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      fits &= schema.path("properties").has(field.getKey());
    }
    return fits;
  }

  private byte[] written(String text) {
    return switch (random.nextInt(20)) {
      case 0 ->
          text.substring(0, random.nextInt(text.length() + 1)).getBytes(StandardCharsets.UTF_8);
      case 1 -> (text + text).getBytes(StandardCharsets.UTF_8);
      case 2 -> text.getBytes(StandardCharsets.UTF_16);
      case 3 -> "[".repeat(5000).getBytes(StandardCharsets.UTF_8);
      case 4 -> bytes();
      default -> text.getBytes(StandardCharsets.UTF_8);
    };
  }

  private JsonNode mutated(JsonNode body) {
    if (!(body instanceof ObjectNode object) || object.isEmpty() || rarely()) {
      return scalar();
    }
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(4)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(name, scalar());
      case 2 -> object.set(random.nextBoolean() ? name + "x" : "k" + text(), scalar());
      default -> object.set(name, mutated(object.get(name)));
    }
    return object;
  }

  private JsonNode scalar() {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (random.nextInt(8)) {
      case 0 -> json.nullNode();
      case 1 -> json.booleanNode(random.nextBoolean());
      case 2 -> json.numberNode(random.nextInt());
      case 3 -> json.numberNode(random.nextDouble() * 1e18);
      case 4 -> json.numberNode(new java.math.BigInteger("9".repeat(1 + random.nextInt(60))));
      case 5 -> new ArrayNode(json).add(text()).add(random.nextInt());
      case 6 -> json.objectNode().put("a", text());
      default -> json.textNode(text());
    };
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private boolean rarely() {
    return random.nextInt(12) == 0;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
