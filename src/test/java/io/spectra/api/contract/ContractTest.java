package io.spectra.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.spectra.auth.Permission;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractTest {
  private static final Contract CONTRACT = Contract.load();

  @ParameterizedTest
  @DisplayName(
      "R-073 every path of the API reference, and every additive one, leads to its operation")
  @CsvSource({
    "POST, /v1/queries, executeQuery",
    "GET, /v1/jobs/j1, getJob",
    "DELETE, /v1/jobs/j1, cancelJob",
    "GET, /v1/jobs/j1/results, getJobResults",
    "POST, /v1/bulk/jobs, createBulkJob",
    "GET, /v1/bulk/jobs, listBulkJobs",
    "GET, /v1/bulk/jobs/j1, getBulkJob",
    "PATCH, /v1/bulk/jobs/j1, updateBulkJob",
    "GET, /v1/bulk/jobs/j1/results, getBulkJobResults",
    "GET, /v1/bulk/jobs/j1/upload-url, getUploadUrl",
    "GET, /v1/bulk/jobs/j1/failed-results, getFailedResults",
    "GET, /v1/bulk/jobs/j1/events, streamBulkJobEvents",
    "GET, /v1/catalog/tables, listTables",
    "GET, /v1/catalog/tables/sales, getTable",
    "GET, /v1/openapi.json, getOpenApi",
    "GET, /openapi.json, getOpenApi",
  })
  void paths(String method, String path, String id) {
    assertThat(CONTRACT.find(method, path))
        .isInstanceOfSatisfying(
            Match.Found.class, found -> assertThat(found.operation().id()).isEqualTo(id));
  }

  @ParameterizedTest
  @DisplayName("R-070 a path that the contract does not know is unknown, however near it is")
  @ValueSource(
      strings = {
        "",
        "/",
        "/v1",
        "/v1/",
        "v1/queries",
        "/queries",
        "/v1/queries/",
        "/v1//queries",
        "/V1/queries",
        "/v1/Queries",
        "/v1/jobs",
        "/v1/jobs/",
        "/v1/jobs//results",
        "/v1/jobs/j1/results/more",
        "/v1/bulk",
        "/v1/jobs/%zz",
        "/v1/jobs/%",
        "/jobs/j1"
      })
  void unknown(String path) {
    assertThat(CONTRACT.find("GET", path)).isInstanceOf(Match.UnknownPath.class);
  }

  @Test
  @DisplayName("R-070 a method that a path has not is told with those that it has")
  void wrongMethod() {
    assertThat(CONTRACT.find("PUT", "/v1/bulk/jobs"))
        .isEqualTo(new Match.MethodNotAllowed(List.of("POST", "GET")));
    assertThat(CONTRACT.find("get", "/v1/queries"))
        .isEqualTo(new Match.MethodNotAllowed(List.of("POST")));
  }

  @Test
  @DisplayName("R-040 path parameters are handed on decoded, a plus sign as it is")
  void decoded() {
    assertThat(CONTRACT.find("GET", "/v1/jobs/a%2Fb+c%C3%A9"))
        .isInstanceOfSatisfying(
            Match.Found.class,
            found -> assertThat(found.pathParameters()).isEqualTo(Map.of("job_id", "a/b+cé")));
  }

  @Test
  @DisplayName("R-072 every operation but the document itself names its rate limit")
  void rateLimits() {
    assertThat(CONTRACT.rateLimits())
        .containsEntry("queries", 100)
        .containsEntry("jobs", 300)
        .containsEntry("bulk-create", 10)
        .containsEntry("bulk", 100);
    assertThat(CONTRACT.operations())
        .allSatisfy(o -> assertThat(o.rateLimit().isEmpty()).isEqualTo(o.isPublic()));
    assertThat(CONTRACT.operation("createBulkJob").orElseThrow().rateLimit())
        .hasValue("bulk-create");
  }

  @Test
  @DisplayName("R-002 only the document itself is public; every other operation names permissions")
  void permissions() {
    assertThat(CONTRACT.operations().stream().filter(Operation::isPublic))
        .extracting(Operation::id)
        .containsExactly("getOpenApi");
  }

  /** Not read from the document: a permission that is loosened there is to be seen here. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "executeQuery, query:execute",
    "getJob, bulk:read query:execute",
    "cancelJob, bulk:cancel query:execute",
    "getJobResults, bulk:read query:execute",
    "createBulkJob, bulk:create",
    "listBulkJobs, bulk:read",
    "getBulkJob, bulk:read",
    "updateBulkJob, bulk:cancel bulk:create",
    "getBulkJobResults, bulk:read",
    "getUploadUrl, bulk:create",
    "getFailedResults, bulk:read",
    "streamBulkJobEvents, bulk:read",
    "listTables, bulk:read query:execute",
    "getTable, bulk:read query:execute"
  })
  @DisplayName("R-002 who may do what: an operation takes any one of these permissions")
  void permissionsOfOperations(String operation, String scopes) {
    assertThat(
            CONTRACT.operation(operation).orElseThrow().permissions().stream()
                .map(Permission::scope)
                .sorted()
                .collect(Collectors.joining(" ")))
        .isEqualTo(scopes);
  }

  @Test
  @DisplayName("R-002 no operation is missing from the table of permissions above")
  void permissionsOfAll() {
    assertThat(CONTRACT.operations()).hasSize(14 + 1);
  }

  @Test
  @DisplayName("R-073 the document is given as JSON, with an entity tag that tells its version")
  void json() throws IOException {
    assertThat(new JsonMapper().readTree(CONTRACT.json())).isEqualTo(CONTRACT.document());
    assertThat(CONTRACT.etag()).matches("\"[0-9a-f]{24}\"").isEqualTo(Contract.load().etag());
    CONTRACT.json()[0] = 'x';
    assertThat(CONTRACT.json()[0]).isEqualTo((byte) '{');
  }

  @ParameterizedTest(name = "{1}")
  @DisplayName("R-073 a document that leaves open what must be decided stops the start")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          security: []                                                     | openapi.yaml: GET /a has no operationId
          operationId: a                                                   | openapi.yaml: GET /a declares no security; a public operation says 'security: []'
          operationId: a, security: [{bearer: []}]                         | openapi.yaml: GET /a must declare either 'security: []' or an x-permission
          operationId: a, security: [], x-permission: ['bulk:read']        | openapi.yaml: GET /a must declare either 'security: []' or an x-permission
          operationId: a, security: [{basic: []}], x-permission: ['bulk:read'] | openapi.yaml: GET /a names the unknown security scheme 'basic'
          operationId: a, security: [{}], x-permission: ['bulk:read']      | openapi.yaml: GET /a makes its security optional; only 'security: []' is public
          operationId: a, security: [{bearer: []}], x-permission: ['bulk:raed'] | openapi.yaml: GET /a needs the unknown permission 'bulk:raed'
          operationId: a, security: [], x-rate-limit: some                 | openapi.yaml: GET /a takes from the unknown x-rate-limit 'some'
          operationId: b, security: []                                     | openapi.yaml: b names two operations
          operationId: a, security: [], parameters: [{name: x, in: path}]  | openapi.yaml: /a does not hold its parameter x
          """)
  void gaps(String operation, String message) {
    String yaml =
        "servers: [{url: /v1}]\npaths: {/b: {get: {operationId: b, security: []}}, /a: {get: {"
            + operation
            + "}}}\ncomponents: {securitySchemes: {bearer: {}}}";
    assertThatIllegalStateException().isThrownBy(() -> Contract.parse(yaml)).withMessage(message);
  }
}
