package io.spectra.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DotSegmentsTest {
  @TestHTTPResource URI base;

  @ParameterizedTest
  @DisplayName("R-070 a path with dot segments is no path, whatever it would be without them")
  @ValueSource(
      strings = {"/v1/bulk/jobs/.", "/v1/bulk/jobs/%2e", "/v1/jobs/..", "/v1/catalog/tables/%2E"})
  void notFound(String path) throws IOException {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      String request =
          "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Tenant-ID: acme\r\n".formatted(path)
              + "Authorization: Bearer spk_acme_demo\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(reply).startsWith("HTTP/1.1 404").contains("There is no such path");
    }
  }
}
