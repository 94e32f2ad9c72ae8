package io.spectra.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.spectra.api.contract.Contract;
import io.spectra.api.contract.ResponseConformance;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the service really sends, held to the very document that it serves. */
@QuarkusTest
@TestProfile(RateLimitTest.Limited.class)
class ConformanceTest {
  @TestHTTPResource URI base;
  @Inject Contract contract;
  private ApiClient acme;

  @BeforeEach
  void connect() {
    acme = ApiClient.acme(base).whenReady();
  }

  @Test
  @DisplayName("R-073 answers and refusals of POST /queries conform to the contract")
  void queries() {
    conforms("executeQuery", 200, acme.query("SELECT * FROM sales LIMIT 3"));
    conforms("executeQuery", 200, acme.query("SELECT sale_id FROM sales"));
    conforms("executeQuery", 200, acme.query("SELECT 1 AS a WHERE 1 = 0"));
    conforms(
        "executeQuery",
        200,
        acme.post("/v1/queries", "{\"sql\": \"SELECT 1\", \"parameters\": {\"dry_run\": true}}"));
    conforms("executeQuery", 400, acme.query("DROP TABLE sales"));
    conforms("executeQuery", 400, acme.query("SELECT * FORM sales"));
    conforms("executeQuery", 400, acme.query("SELECT nope FROM sales"));
    conforms("executeQuery", 400, acme.post("/v1/queries", "{\"sql\""));
    conforms("executeQuery", 401, ApiClient.stranger(base).query("SELECT 1"));
    conforms("executeQuery", 403, acme.with("X-Tenant-ID", "globex").query("SELECT 1"));
  }

  @Test
  @DisplayName("R-073 answers and refusals of the bulk operations conform to the contract")
  void bulkJobs() {
    var created =
        acme.post(
            "/v1/bulk/jobs",
            "{\"operation\": \"query\", \"object\": \"sales\", \"query\": \"SELECT 1 AS one\"}");
    conforms("createBulkJob", 201, created);
    String job = created.header("Location");

    conforms("getBulkJob", 200, acme.get(job));
    conforms("updateBulkJob", 200, acme.patch(job, "{\"state\": \"UploadComplete\"}"));
    org.awaitility.Awaitility.await()
        .until(() -> acme.get(job).json().path("state").asText().equals("JobComplete"));
    conforms("getBulkJob", 200, acme.get(job));
    conforms("getBulkJobResults", 200, acme.get(job + "/results"));
    conforms("updateBulkJob", 409, acme.patch(job, "{\"state\": \"Aborted\"}"));
    conforms("getBulkJob", 404, ApiClient.globex(base).get(job));
    conforms("createBulkJob", 400, acme.post("/v1/bulk/jobs", "{\"operation\": \"query\"}"));
    conforms(
        "createBulkJob",
        404,
        acme.post("/v1/bulk/jobs", "{\"operation\": \"insert\", \"object\": \"none\"}"));
    conforms("getUploadUrl", 409, acme.get(job + "/upload-url"));
    conforms("getUploadUrl", 400, acme.get(job + "/upload-url?part=0"));
    conforms("getFailedResults", 409, acme.get(job + "/failed-results"));
  }

  private void conforms(String operation, int status, ApiClient.Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(
            new ResponseConformance(contract)
                .violations(operation, reply.status(), reply.http().headers().map(), reply.text()))
        .as(reply.text())
        .isEmpty();
  }
}
