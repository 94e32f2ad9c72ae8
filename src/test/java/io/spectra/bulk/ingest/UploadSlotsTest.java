package io.spectra.bulk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spectra.OnStack;
import io.spectra.TestConfig;
import io.spectra.TestStack;
import io.spectra.bulk.TestJobs;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.job.Job;
import io.spectra.job.UploadedPart;
import io.spectra.storage.ObjectSpec;
import io.spectra.storage.ObjectUpload;
import io.spectra.storage.StorageFixture;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of the uploaded objects is taken, in a real bucket. */
@OnStack
class UploadSlotsTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static StorageFixture storage;
  private final Job job = TestJobs.export("SELECT 1", ContentType.CSV, Compression.NONE);
  private final UploadSlots slots =
      new UploadSlots(
          storage.urls,
          storage.objects,
          TestConfig.of(IngestConfig.class, Map.of("spectra.ingest.max-upload-size", "1K")));

  @BeforeAll
  static void start() {
    storage = new StorageFixture(TestStack.s3Access());
  }

  @AfterAll
  static void stop() {
    storage.close();
  }

  @Test
  @DisplayName(
      "R-053 an object as large as it may be is taken, one byte more is refused by its size")
  void size() {
    put(1, 1024);
    put(2, 1024);
    assertThat(slots.uploaded(job))
        .extracting(UploadedPart::sizeBytes)
        .containsExactly(1024L, 1024L);

    put(2, 1025);

    assertThatThrownBy(() -> slots.uploaded(job))
        .asInstanceOf(InstanceOfAssertFactories.type(Failure.class))
        .satisfies(
            failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE);
              assertThat(failure).hasMessageContaining("1025 bytes").hasMessageContaining("1024");
            });
    put(2, 1);
    assertThat(slots.uploaded(job)).as("the job goes on with a smaller one").hasSize(2);
  }

  @Test
  @DisplayName("R-053 unless it is set otherwise the limit is what one PUT takes, 5 GB")
  void standard() {
    assertThat(TestConfig.of(IngestConfig.class, Map.of()).maxUploadSize().asLongValue())
        .isEqualTo(5L << 30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/csv", "application/x-www-form-urlencoded", "multipart/form-data"})
  @DisplayName("R-053 a page in a browser may ask for, and do, a PUT with any content type")
  void browser(String type) throws Exception {
    URI url = storage.urls.upload("uploads/acme/%s/part-0001".formatted(job.id())).url();
    HttpRequest.Builder page = HttpRequest.newBuilder(url).header("Origin", "https://app.example");

    var preflight =
        HTTP.send(
            page.copy()
                .header("Access-Control-Request-Method", "PUT")
                .header("Access-Control-Request-Headers", "content-type")
                .method("OPTIONS", BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
    assertThat(preflight.statusCode()).as(preflight.body()).isEqualTo(200);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).isPresent();

    var put =
        HTTP.send(
            page.header("Content-Type", type).PUT(BodyPublishers.ofString("id\n1\n")).build(),
            BodyHandlers.ofString());
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    assertThat(slots.uploaded(job)).extracting(UploadedPart::sizeBytes).containsExactly(5L);
  }

  private void put(int part, int size) {
    String key = "uploads/%s/%s/part-%04d".formatted(job.tenant(), job.id(), part);
    storage.objects.delete(key);
    try (ObjectUpload upload = storage.uploads.open(new ObjectSpec(key, "text/csv"))) {
      upload.write(new byte[size], 0, size);
      upload.complete();
    }
  }
}
