package io.spectra.bulk.ingest.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spectra.TestConfig;
import io.spectra.bulk.ingest.IngestConfig;
import io.spectra.failure.Failure;
import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made to hurt end in a clear error, and memory stays what it is. */
class HostileFilesTest {
  private static final long TWO_GB = 2L << 30;

  @TempDir Path folder;

  @Test
  @DisplayName("R-058 a line of 2 GB is refused when the longest record is read, not later")
  void endlessLine() {
    Endless line = new Endless("id,name\n1,".getBytes(StandardCharsets.UTF_8), (byte) 'x', TWO_GB);
    refused("longer than a record", () -> drain(open(line, ContentType.CSV, Compression.NONE)));
    assertThat(line.given()).isLessThan(16 << 20);

    Endless fields =
        new Endless("id,name\n1,".getBytes(StandardCharsets.UTF_8), (byte) ',', TWO_GB);
    refused("longer than a record", () -> drain(open(fields, ContentType.CSV, Compression.NONE)));

    Endless header = new Endless("id".getBytes(StandardCharsets.UTF_8), (byte) ',', TWO_GB);
    refused("longer than a record", () -> open(header, ContentType.CSV, Compression.NONE));
  }

  @Test
  @DisplayName("R-058 a zip bomb ends at the limit of unpacked bytes")
  void zipBomb() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("a\n".getBytes(StandardCharsets.UTF_8));
      byte[] lines = "1\n".repeat(512 << 10).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 64; i++) {
        gzip.write(lines);
      }
    }
    assertThat(packed.size()).isLessThan(1 << 20);
    refused(
        "unpacked",
        () ->
            drain(
                open(
                    new ByteArrayInputStream(packed.toByteArray()),
                    ContentType.CSV,
                    Compression.GZIP)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
  @DisplayName(
      "R-055 a file in another encoding of Unicode is named as such, with a mark or without")
  void encodings(String charset) throws IOException {
    String name = charset.substring(0, "UTF-16".length());
    byte[] csv = "id,name\n1,x\n".getBytes(charset);
    for (byte[] file : List.of(csv, "[{\"id\": 1}]".getBytes(charset))) {
      for (ContentType type : List.of(ContentType.CSV, ContentType.JSON)) {
        refused("file is " + name, () -> open(stream(file), type, Compression.NONE));
        refused("file is " + name, () -> open(stream(file), type, Compression.GZIP));
        refused("GZIP is " + name, () -> open(stream(gzip(file)), type, Compression.GZIP));
      }
    }
    byte[] marked = ("\uFEFF" + "id,name\n").getBytes(charset);
    refused("file is " + name, () -> open(stream(marked), ContentType.CSV, Compression.NONE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"id\": 1}", "\uFEFF[{\"id\": 1}]", "[\n  {\n    \"id\": 1\n  }\n]", "{}"})
  @DisplayName("R-055 JSON that is said to be CSV is named as such, and the other way about")
  void otherFormat(String text) throws IOException {
    byte[] json = text.getBytes(StandardCharsets.UTF_8);
    refused("the file is JSON", () -> open(stream(json), ContentType.CSV, Compression.NONE));
    refused("the file is JSON", () -> open(stream(gzip(json)), ContentType.CSV, Compression.GZIP));
    for (String csv : List.of("id,name\n1,x\n", "\"id\",\"name\"\n1,x\n", "true,x\n", "a\tb\n")) {
      refused("content_type CSV", () -> json(csv));
    }
    refused(
        "content_type PARQUET",
        () -> open(stream("PAR1....".getBytes()), ContentType.CSV, Compression.NONE));
    RecordSource odd =
        open(stream("[id],{x}\n1,2\n".getBytes()), ContentType.CSV, Compression.NONE);
    assertThat(odd.columns()).containsExactly("[id]", "{x}");
  }

  @Test
  @DisplayName("R-058 JSON that is deep, endless, cut off or has huge numbers is refused")
  void json() {
    refused("record 1", () -> json("[{\"a\":" + "[".repeat(100_000)));
    refused("record 1", () -> json("[{\"a\": " + "9".repeat(100_000) + "}]"));
    refused("record 2", () -> json("[{\"a\": 1}, {\"a\": "));
    refused("record 1", () -> json("{\"a\" 1}"));
    refused("no valid JSON", () -> json("[{\"a\": 1},"));
    refused("follows", () -> json("[{\"a\": 1}] {}"));
    Endless text = new Endless("[{\"a\": \"".getBytes(StandardCharsets.UTF_8), (byte) 'x', TWO_GB);
    refused("record 1", () -> drain(open(text, ContentType.JSON, Compression.NONE)));
    assertThat(text.given()).isLessThan(32 << 20);
    Endless nested = new Endless("[{\"j\": [".getBytes(StandardCharsets.UTF_8), (byte) '1', TWO_GB);
    refused("record 1", () -> drain(open(nested, ContentType.JSON, Compression.NONE)));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6, 7, 8, 9, 12, 16, 24, 40, 60, 90, 120})
  @DisplayName("R-058 a Parquet file whose footer or pages lie is refused")
  void parquet(int at) throws Exception {
    byte[] file = parquetFile();
    for (byte lie : new byte[] {0, 1, 0x7F, (byte) 0xFF}) {
      byte[] bad = file.clone();
      bad[bad.length - at] = lie;
      harmless(bad);
      byte[] early = file.clone();
      early[at] = lie;
      harmless(early);
    }
    refused("cut off", () -> parquet(Arrays.copyOf(file, file.length - at)));
    byte[] longFooter = file.clone();
    longFooter[file.length - 5] = 0x7F;
    refused("footer", () -> parquet(longFooter));
  }

  /** What was changed may be a value; then it is read, and else refused. */
  private void harmless(byte[] file) throws IOException {
    try {
      parquet(file);
    } catch (Failure e) {
      assertThat(e.getMessage()).contains("PARQUET");
    }
  }

  private byte[] parquetFile() throws Exception {
    Path file = folder.resolve("good.parquet");
    Files.deleteIfExists(file);
    try (var duck = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duck.createStatement()) {
      statement.execute(
          "COPY (SELECT range AS id, 'text ' || range AS name FROM range(200)) TO '"
              + file
              + "' (FORMAT parquet, COMPRESSION gzip)");
    }
    return Files.readAllBytes(file);
  }

  private static void parquet(byte[] file) throws IOException {
    StoredFile stored =
        new StoredFile() {
          @Override
          public long size() {
            return file.length;
          }

          @Override
          public InputStream from(long position) {
            return new ByteArrayInputStream(file, (int) position, file.length);
          }
        };
    drain(
        RecordSources.parquet(
            stored, ParquetRoom.of(config()), new ByteLimit(50 << 20), () -> false));
  }

  private static void json(String text) throws IOException {
    drain(
        open(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            ContentType.JSON,
            Compression.NONE));
  }

  private static RecordSource open(InputStream file, ContentType type, Compression compression)
      throws IOException {
    return RecordSources.text(
        file, type, compression, config(), new ByteLimit(50 << 20), "j"::equals);
  }

  private static IngestConfig config() {
    return TestConfig.of(IngestConfig.class, Map.of());
  }

  private static void drain(RecordSource source) throws IOException {
    try (source) {
      while (source.next()) {
        source.values();
      }
    }
  }

  private static void refused(String why, ThrowingCallable reading) {
    assertThatThrownBy(reading).isInstanceOf(Failure.class).hasMessageContaining(why);
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  /** A beginning, then one byte again and again. */
  private static final class Endless extends InputStream {
    private final byte[] begin;
    private final byte again;
    private final long size;
    private long given;

    private Endless(byte[] begin, byte again, long size) {
      this.begin = begin;
      this.again = again;
      this.size = size;
    }

    private long given() {
      return given;
    }

    @Override
    public int read() {
      if (given == size) {
        return -1;
      }
      given++;
      return given <= begin.length ? begin[(int) given - 1] : again;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      if (given == size) {
        return -1;
      }
      int many = (int) Math.min(length, size - given);
      for (int i = 0; i < many; i++) {
        to[offset + i] = (byte) read();
      }
      return many;
    }
  }
}
