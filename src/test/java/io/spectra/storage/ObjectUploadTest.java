package io.spectra.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.local.S3Server;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnStack
class ObjectUploadTest {
  private static final int PART = StorageFixture.PART;

  private static StorageFixture storage;

  @BeforeAll
  static void connect() {
    storage = new StorageFixture(TestStack.s3Access());
  }

  @AfterAll
  static void disconnect() {
    storage.close();
  }

  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(ints = {0, 1, PART - 1, PART, PART + 1, 2 * PART, 4 * PART + 17})
  @DisplayName("R-056 an object of any size arrives whole, around the part boundaries too")
  void arrivesWhole(int size) {
    byte[] sent = bytes(size);
    String key = "whole/" + size;

    long told;
    try (ObjectUpload upload = storage.uploads.open(spec(key))) {
      writeInPieces(upload, sent, 100_003);
      told = upload.complete();
    }

    assertThat(told).isEqualTo(size);
    assertThat(storage.read(key)).isEqualTo(sent);
    assertThat(storage.openUploads()).doesNotContain(key);
  }

  @Test
  @DisplayName("R-056 an upload that was not completed leaves neither an object nor parts")
  void leavesNothing() {
    try (ObjectUpload upload = storage.uploads.open(spec("left/behind"))) {
      writeInPieces(upload, bytes(3 * PART), PART);
      assertThat(storage.openUploads()).contains("left/behind");
    }

    assertThat(storage.openUploads()).doesNotContain("left/behind");
    assertThat(storage.keys("left/")).isEmpty();
  }

  @Test
  @DisplayName("R-043 an upload whose thread was interrupted, as the service stops, leaves nothing")
  void isInterrupted() {
    try (ObjectUpload upload = storage.uploads.open(spec("interrupted/one"))) {
      writeInPieces(upload, bytes(2 * PART + 1), PART);

      Thread.currentThread().interrupt();

      assertThatThrownBy(upload::complete).isInstanceOf(Failure.class);
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(storage.openUploads()).doesNotContain("interrupted/one");
    assertThat(storage.keys("interrupted/")).isEmpty();
  }

  @Test
  @DisplayName("R-043 an upload that was stopped from another thread fails and leaves nothing")
  void stops() {
    try (ObjectUpload upload = storage.uploads.open(spec("stopped/one"))) {
      writeInPieces(upload, bytes(2 * PART + 1), PART);

      upload.stop();

      assertThatThrownBy(upload::complete).isInstanceOf(Failure.class);
    }
    assertThat(storage.openUploads()).doesNotContain("stopped/one");
    assertThat(storage.keys("stopped/")).isEmpty();
  }

  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(ints = {10, PART + 10})
  @DisplayName("R-060 an object that is there is never written over")
  void neverWritesOver(int size) {
    String key = "taken/" + size;
    write(key, "first".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThatThrownBy(() -> write(key, bytes(size)))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT));

    assertThat(storage.read(key)).asString().isEqualTo("first");
    assertThat(storage.openUploads()).doesNotContain(key);
  }

  @Test
  @DisplayName("R-022 storage that goes away in the middle is UNAVAILABLE, and says no more")
  void goesAway(@TempDir Path folder) throws Exception {
    S3Server server = S3Server.start(folder, 0);
    try (StorageFixture gone = new StorageFixture(server.access());
        ObjectUpload upload = gone.uploads.open(spec("gone/one"))) {
      writeInPieces(upload, bytes(PART + 1), PART);
      server.close();

      assertThatThrownBy(() -> writeInPieces(upload, bytes(8 * PART), PART))
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                assertThat(failure).message().doesNotContain("127.0.0.1", "Exception");
              });
    }
  }

  private static void write(String key, byte[] content) {
    try (ObjectUpload upload = storage.uploads.open(spec(key))) {
      upload.write(content, 0, content.length);
      upload.complete();
    }
  }

  private static void writeInPieces(ObjectUpload upload, byte[] content, int piece) {
    for (int from = 0; from < content.length; from += piece) {
      upload.write(content, from, Math.min(piece, content.length - from));
    }
  }

  private static ObjectSpec spec(String key) {
    return new ObjectSpec(key, "application/octet-stream");
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
