package io.spectra.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.spectra.api.ApiClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS as src/docs/security.md configures it, by clients that verify the certificate. */
@QuarkusTest
@TestProfile(Guarded.class)
class TlsTest {
  private static final int ALERT = 21;
  private static final int PROTOCOL_VERSION = 70;
  private static final int PATIENCE_MILLIS = 10_000;

  @TestHTTPResource URI plain;

  @TestHTTPResource(tls = true)
  URI tls;

  @TestHTTPResource(management = true)
  URI management;

  @ConfigProperty(name = "quarkus.tls.api.key-store.pem.0.cert")
  String certificate;

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  @DisplayName("HTTPS answers, and says that this host is to be asked by HTTPS alone")
  void answers(String version) throws Exception {
    try (SSLSocket socket = connect(trusting(), version)) {
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
      assertThat(socket.getApplicationProtocol()).isNotEqualTo("h2");
      assertThat(get(socket, "/v1/nothing"))
          .startsWith("HTTP/1.1 404 ")
          .containsIgnoringCase("strict-transport-security: max-age=31536000")
          .contains("NOT_FOUND");
    }
  }

  @Test
  @DisplayName("plain HTTP does not say so: it would not be true")
  void plainIsPlain() {
    assertThat(ApiClient.acme(plain).get("/v1/jobs/job-none").header("Strict-Transport-Security"))
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({"TLS 1.1, 2", "TLS 1.0, 1", "SSL 3.0, 0"})
  @DisplayName("versions before TLS 1.2 are refused, whatever ciphers are offered")
  void refusesOldVersions(String name, byte minor) throws IOException {
    try (Socket socket = new Socket(tls.getHost(), tls.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(hello(minor));
      byte[] answer = socket.getInputStream().readNBytes(7);
      assertThat(answer).as("an alert to %s: %s", name, Arrays.toString(answer)).hasSize(7);
      assertThat(answer[0]).isEqualTo((byte) ALERT);
      assertThat(answer[6]).isEqualTo((byte) PROTOCOL_VERSION);
    }
  }

  @Test
  @DisplayName("the certificate is the configured one: who does not trust it, does not get in")
  void isVerified() {
    assertThatThrownBy(() -> connect(SSLContext.getDefault(), "TLSv1.3").close())
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  @DisplayName("what is no TLS gets no answer at the TLS port")
  void plainAtTheTlsPort() {
    URI wrong = URI.create("http://localhost:" + tls.getPort());
    assertThat(RawHttp.exchange(wrong, head("/v1/jobs/job-none"))).doesNotContain("HTTP/1.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/q/health",
        "/q/metrics",
        "/q/routes",
        "/internal/jobs",
        "/v1/../q/metrics",
        "/%71/metrics",
        "//q/metrics",
        "/v1/%2e%2e/q/health"
      })
  @DisplayName("nothing of the management port is reached by the API port, over TLS or without")
  void managementIsElsewhere(String path) throws Exception {
    try (SSLSocket socket = connect(trusting(), "TLSv1.3")) {
      assertThat(get(socket, path)).startsWith("HTTP/1.1 404 ");
    }
    assertThat(RawHttp.exchange(plain, head(path))).startsWith("HTTP/1.1 404 ");
    // By another name of the service: that of the other port.
    assertThat(
            RawHttp.exchange(
                plain, head(path).replace("Host: localhost", "Host: " + management.getAuthority())))
        .startsWith("HTTP/1.1 404 ");
  }

  @Test
  @DisplayName("and nothing of the API by the management port")
  void apiIsElsewhere() {
    ApiClient acme = ApiClient.acme(management);
    assertThat(acme.get("/q/health/live").status()).isEqualTo(200);
    assertThat(acme.get("/v1/jobs/job-none").text()).doesNotContain("NOT_FOUND");
    assertThat(acme.query("SELECT 1").status()).isEqualTo(404);
  }

  private SSLSocket connect(SSLContext context, String version) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(tls.getHost(), tls.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {version});
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private SSLContext trusting() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(Path.of(certificate))) {
      trusted.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static String get(SSLSocket socket, String path) throws IOException {
    socket.getOutputStream().write(head(path).getBytes(StandardCharsets.US_ASCII));
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String head(String path) {
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Tenant-ID: acme\r\n"
        + "Authorization: Bearer spk_acme_demo\r\n\r\n";
  }

  /** The first message of a client that knows nothing newer; no library sends it any more. */
  private static byte[] hello(byte minor) {
    byte[] ciphers = {(byte) 0xc0, 0x09, (byte) 0xc0, 0x13, 0x00, 0x2f, 0x00, 0x35};
    int body = 2 + 32 + 1 + 2 + ciphers.length + 2;
    return ByteBuffer.allocate(5 + 4 + body)
        .put(new byte[] {22, 3, minor})
        .putShort((short) (4 + body))
        .putInt(1 << 24 | body)
        .put(new byte[] {3, minor})
        .put(new byte[32])
        .put((byte) 0)
        .putShort((short) ciphers.length)
        .put(ciphers)
        .put(new byte[] {1, 0})
        .array();
  }
}
