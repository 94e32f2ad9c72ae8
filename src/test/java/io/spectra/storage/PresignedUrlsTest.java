package io.spectra.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.OnStack;
import io.spectra.TestStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnStack
class PresignedUrlsTest {
  private static final ObjectSpec CSV =
      new ObjectSpec("exports/acme/job/1/sales.csv", "text/csv; charset=utf-8");

  private static StorageFixture storage;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void connect() {
    storage = new StorageFixture(TestStack.s3Access());
    try (ObjectUpload upload = storage.uploads.open(CSV)) {
      upload.write('x');
      upload.complete();
    }
  }

  @AfterAll
  static void disconnect() {
    storage.close();
  }

  @Test
  @DisplayName("R-056 whoever has the URL saves the file under its name, for one hour")
  void downloads() throws Exception {
    Instant before = Instant.now();

    PresignedUrl url = storage.urls.download(CSV, "sales.csv");
    HttpResponse<String> answer = get(url.url());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("x");
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"sales.csv\"");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
    assertThat(url.expiresAt())
        .isBetween(before.plus(Duration.ofMinutes(59)), before.plus(Duration.ofMinutes(61)));
  }

  @Test
  @DisplayName("R-056 a URL that was changed in any part is refused")
  void refusesTampered() throws Exception {
    String url = storage.urls.download(CSV, "sales.csv").url().toString();

    assertThat(get(URI.create(url.replace("acme", "globex"))).statusCode()).isEqualTo(403);
    assertThat(
            get(URI.create(url.replace("X-Amz-Expires=3600", "X-Amz-Expires=36000"))).statusCode())
        .isEqualTo(403);
    assertThat(get(URI.create(url.replace("sales.csv%22", "evil.exe%22"))).statusCode())
        .isEqualTo(403);
    assertThat(get(URI.create(url.substring(0, url.indexOf('?')))).statusCode()).isEqualTo(403);
  }

  @Test
  @DisplayName("R-056 a URL is refused once it has expired")
  void expires() {
    try (StorageFixture brief = new StorageFixture(TestStack.s3Access(), "1s")) {
      URI url = brief.urls.download(CSV, "sales.csv").url();

      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(get(url).statusCode()).isEqualTo(403));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/csv", "application/x-www-form-urlencoded"})
  @DisplayName(
      "R-053 a PUT to the upload URL needs no other credential, whatever it calls its body")
  void uploads(String contentType) throws Exception {
    URI url = storage.urls.upload("uploads/acme/job/file").url();

    var put = HttpRequest.newBuilder(url).PUT(BodyPublishers.ofString("id\n1\n"));
    if (!contentType.isEmpty()) {
      put.header("Content-Type", contentType);
    }
    int status = http.send(put.build(), BodyHandlers.discarding()).statusCode();

    assertThat(status).isEqualTo(200);
    assertThat(storage.read("uploads/acme/job/file")).asString().isEqualTo("id\n1\n");
  }

  @Test
  @DisplayName("R-056 a file name cannot break out of its header")
  void keepsFileNamesInside() {
    assertThat(PresignedUrls.attachment("a\"; x=\"\r\nb\\c é.csv"))
        .isEqualTo("attachment; filename=\"a_; x=___b_c _.csv\"");
  }

  @Test
  @DisplayName("R-022 a presigned URL does not print its signature")
  void printsNoSignature() {
    assertThat(storage.urls.download(CSV, "sales.csv").toString()).doesNotContain("Signature");
  }

  private HttpResponse<String> get(URI url) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }
}
