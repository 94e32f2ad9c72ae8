package io.spectra.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class EdgeTest {
  @TestHTTPResource URI base;
  private ApiClient acme;

  @BeforeEach
  void connect() {
    acme = ApiClient.acme(base);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/queries",
    "POST, /v1/bulk/jobs",
    "GET, /v1/bulk/jobs/bulk-job-1",
    "GET, /v1/nowhere",
    "DELETE, /v1/queries"
  })
  @DisplayName("R-002 a stranger is told 401 before anything else about the request is judged")
  void strangersAreTurnedAway(String method, String path) {
    var reply =
        ApiClient.stranger(base)
            .with("Content-Type", "text/plain")
            .send(method, path, BodyPublishers.ofString("{broken"));

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.error()).isEqualTo("UNAUTHORIZED");
    assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
  }

  @Test
  @DisplayName("R-004 the tenant must be named, and be the caller's own")
  void theTenantMustBeTheCallersOwn() {
    var unnamed = acme.with("X-Tenant-ID", null).query("SELECT 1");
    assertThat(unnamed.status()).isEqualTo(400);
    assertThat(unnamed.error()).isEqualTo("INVALID_REQUEST");
    assertThat(unnamed.detail("field").asText()).isEqualTo("X-Tenant-ID");

    var foreign = acme.with("X-Tenant-ID", "globex").query("SELECT 1");
    var unknown = acme.with("X-Tenant-ID", "nobody").query("SELECT 1");
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(foreign.error()).isEqualTo("FORBIDDEN");
    assertThat(unknown.text()).isEqualTo(foreign.text());
  }

  @Test
  @DisplayName("R-070 unknown paths and wrong methods answer in the envelope")
  void unknownPathsAndMethods() {
    var nowhere = acme.get("/v1/nowhere");
    assertThat(nowhere.status()).isEqualTo(404);
    assertThat(nowhere.error()).isEqualTo("NOT_FOUND");
    assertThat(acme.get("/").error()).isEqualTo("NOT_FOUND");
    assertThat(acme.get("/favicon.ico").error()).isEqualTo("NOT_FOUND");

    var method = acme.get("/v1/queries");
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.error()).isEqualTo("METHOD_NOT_ALLOWED");
    assertThat(method.header("Allow")).isEqualTo("POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/jsonx", "application/xml; a=application/json"})
  @DisplayName("R-005 a body that is not JSON by its content type is 400")
  void bodiesAreJson(String type) {
    var reply = acme.with("Content-Type", type).query("SELECT 1");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.error()).isEqualTo("INVALID_REQUEST");
    assertThat(reply.detail("field").asText()).isEqualTo("Content-Type");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"sql\": | ''",
        "[] | ''",
        "{} | /sql",
        "{\"sql\": 1} | /sql",
        "{\"sql\": \"  \"} | /sql",
        "{\"sql\": \"SELECT 1\", \"limt\": 1} | /limt",
        "{\"sql\": \"SELECT 1\", \"parameters\": {\"limit\": 0}} | /parameters/limit",
        "{\"sql\": \"SELECT 1\", \"parameters\": {\"limit\": 10001}} | /parameters/limit",
        "{\"sql\": \"SELECT 1\", \"parameters\": {\"timeout_seconds\": 301}} |"
            + " /parameters/timeout_seconds",
        "{\"sql\": \"SELECT 1\", \"sql\": \"SELECT 2\"} | /sql",
        "{\"sql\": \"SELECT 1\"} {} | ''",
      })
  @DisplayName("R-005 R-011 R-012 R-013 a wrong body is refused naming the field at fault")
  void wrongBodiesNameTheField(String body, String field) {
    var reply = acme.post("/v1/queries", body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.error()).isEqualTo("INVALID_REQUEST");
    assertThat(reply.detail("field").asText("absent")).isEqualTo(field);
  }

  @Test
  @DisplayName("R-006 a request id is taken when it has the form, made when not, always echoed")
  void requestIdsAreEchoed() {
    assertThat(acme.with("X-Request-ID", "my.id-1").get("/v1/nowhere").header("X-Request-ID"))
        .isEqualTo("my.id-1");
    assertThat(acme.with("X-Request-ID", "a b").get("/v1/nowhere").header("X-Request-ID"))
        .matches("[0-9a-f-]{36}");
    assertThat(acme.query("SELECT 1").header("X-Request-ID")).matches("[0-9a-f-]{36}");
  }

  @Test
  @DisplayName("R-071 a body over the limit is 413, announced or chunked")
  void largeBodiesAreRefused() {
    String large = "{\"sql\": \"" + "x".repeat(1_100_000) + "\"}";

    var announced = acme.post("/v1/queries", large);
    var chunked =
        acme.with("Content-Type", "application/json")
            .send(
                "POST",
                "/v1/queries",
                BodyPublishers.ofInputStream(
                    () -> new java.io.ByteArrayInputStream(large.getBytes())));

    assertThat(announced.status()).isEqualTo(413);
    assertThat(announced.error()).isEqualTo("PAYLOAD_TOO_LARGE");
    assertThat(chunked.status()).isEqualTo(413);
    assertThat(chunked.error()).isEqualTo("PAYLOAD_TOO_LARGE");
  }

  @Test
  @DisplayName("R-073 the document is served to anybody at both places")
  void theDocumentIsPublic() {
    var document = ApiClient.stranger(base).get("/openapi.json");

    assertThat(document.status()).isEqualTo(200);
    assertThat(document.json().path("openapi").asText()).startsWith("3.0");
    assertThat(ApiClient.stranger(base).get("/v1/openapi.json").text()).isEqualTo(document.text());
    assertThat(ApiClient.stranger(base).get("/docs").text()).contains("swagger-ui-bundle.js");
    assertThat(ApiClient.stranger(base).get("/docs/swagger-ui.css").status()).isEqualTo(200);
  }
}
