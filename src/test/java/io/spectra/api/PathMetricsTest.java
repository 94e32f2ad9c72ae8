package io.spectra.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.spectra.api.contract.Contract;
import io.spectra.api.contract.Operation;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PathMetricsTest {
  private static final String ID = "an-id-of-path-metrics";

  @TestHTTPResource URI base;

  @TestHTTPResource(value = "/q/metrics", management = true)
  URI management;

  @Inject Contract contract;

  @Test
  @DisplayName(
      "R-086 requests are counted by the contract's operations; no caller makes series of its own")
  void templates() {
    ApiClient acme = ApiClient.acme(base);
    List<String> templates =
        contract.operations().stream()
            .map(Operation::path)
            .filter(path -> path.contains("{"))
            .distinct()
            .toList();
    templates.forEach(path -> acme.get("/v1" + path.replaceAll("\\{.*?}", ID)));
    for (String unknown :
        List.of("/v1/", "/", "/v1/jobs/a/", "/v1/bulk/jobs/a/b/", "/v1/queries/")) {
      acme.get(unknown + ID);
      ApiClient.stranger(base).get(unknown + ID);
    }

    String metrics = ApiClient.stranger(management).get("/q/metrics").text();

    assertThat(templates).hasSizeGreaterThan(5);
    assertThat(contract.operations())
        .extracting(Operation::id)
        .allMatch(id -> metrics.contains("operation=\"" + id + "\""));
    assertThat(metrics).doesNotContain(ID);
  }
}
