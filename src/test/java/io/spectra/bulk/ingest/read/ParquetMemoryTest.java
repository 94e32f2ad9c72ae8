package io.spectra.bulk.ingest.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spectra.TestConfig;
import io.spectra.bulk.ingest.IngestConfig;
import io.spectra.failure.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small Parquet file that unpacks to a large one takes no more memory than it may. */
class ParquetMemoryTest {
  private static final ParquetLimits LIMITS = new ParquetLimits(1 << 20, 1 << 20, 1 << 20);
  private static final ByteLimit NO_LIMIT = new ByteLimit(Long.MAX_VALUE);

  @TempDir Path folder;

  @Test
  @DisplayName("R-058 columns whose pages fit one by one are refused where together they do not")
  void pagesTogether() throws Exception {
    String column = "repeat('x', 900) || i AS c";
    String few = "SELECT i, " + column + "1 FROM range(900) t(i)";
    assertThat(records(file(few), LIMITS, NO_LIMIT)).isEqualTo(900);

    byte[] many =
        file("SELECT i, %1$s1, %1$s2, %1$s3, %1$s4 FROM range(900) t(i)".formatted(column));

    assertThat(many.length).isLessThan(100_000);
    refused("at a time", many, LIMITS, NO_LIMIT);
    var room = new ParquetLimits(1 << 20, 16 << 20, 1 << 20);
    assertThat(records(many, room, NO_LIMIT)).isEqualTo(900);
  }

  @Test
  @DisplayName("R-058 a row group after another takes the place of the one before it")
  void groupsOneByOne() throws Exception {
    byte[] file =
        file(
            "SELECT i, repeat('x', 200) || i AS c FROM range(20480) t(i)", ", ROW_GROUP_SIZE 2048");
    assertThat(records(file, LIMITS, NO_LIMIT)).isEqualTo(20_480);
  }

  @Test
  @DisplayName("R-058 a dictionary of very many entries is refused before it is made")
  void dictionary() throws Exception {
    byte[] file =
        file(
            "SELECT CAST(i % 30000 AS varchar) AS c FROM range(120000) t(i)",
            ", DICTIONARY_SIZE_LIMIT 100000");
    refused("at a time", file, LIMITS, NO_LIMIT);
    var room = new ParquetLimits(1 << 20, 8 << 20, 1 << 20);
    assertThat(records(file, room, NO_LIMIT)).isEqualTo(120_000);
  }

  @Test
  @DisplayName("R-058 a value, and values together, are not longer than a record may be")
  void longRecords() throws Exception {
    var limits = new ParquetLimits(1 << 20, 8 << 20, 1_000);
    refused("Record 2 is longer", "SELECT unnest(['a', repeat('x', 1001)]) AS c", limits);
    refused("Record 1 is longer", "SELECT encode(repeat('x', 1001)) AS c", limits);
    refused("Record 1 is longer", "SELECT repeat('x', 600) AS c, repeat('x', 600) AS d", limits);
    assertThat(records(file("SELECT repeat('x', 998) AS c, 1 AS d"), limits, NO_LIMIT)).isOne();
  }

  @Test
  @DisplayName("R-058 records that take no place in the file count as unpacked")
  void records() throws Exception {
    byte[] file = file("SELECT CAST(NULL AS int) AS a FROM range(1000000)");
    assertThat(file.length).isLessThan(10_000);
    refused("999999 bytes unpacked", file, LIMITS, new ByteLimit(999_999));
    assertThat(records(file, LIMITS, new ByteLimit(1_000_000))).isEqualTo(1_000_000);
  }

  @Test
  @DisplayName("R-058 several files share the room: who finds none waits, or gives up when told to")
  void room() throws Exception {
    byte[] file = file("SELECT i, repeat('x', 200) || i AS c FROM range(3000) t(i)");
    ParquetRoom room = new ParquetRoom(LIMITS);
    AtomicBoolean stopped = new AtomicBoolean();
    try (RecordSource first = new ParquetRecords(stored(file), room, NO_LIMIT, () -> false);
        RecordSource second = new ParquetRecords(stored(file), room, NO_LIMIT, stopped::get)) {
      assertThat(first.next()).isTrue();
      stopped.set(true);
      assertThatThrownBy(second::next).hasMessageContaining("aborted");
      stopped.set(false);
      var waiting = CompletableFuture.supplyAsync(() -> next(second));
      assertThat(waiting).isNotDone();
      while (first.next()) {
        first.values();
      }
      assertThat(waiting).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(true);
    }
  }

  @Test
  @DisplayName("R-058 a scale that would write billions of zeros is refused")
  void scale() {
    var type =
        Types.required(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.decimalType(2_000_000_000, 2_000_000_001))
            .named("price");
    assertThatThrownBy(() -> ParquetText.of(type))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("'price'");
  }

  @Test
  @DisplayName("R-058 the heap bounds what is held, the configuration what a larger heap holds")
  void limits() {
    IngestConfig config = TestConfig.of(IngestConfig.class, Map.of());
    assertThat(ParquetLimits.of(config, 256 << 20))
        .isEqualTo(new ParquetLimits(64 << 20, 32 << 20, 4 << 20));
    assertThat(ParquetLimits.of(config, 8L << 30))
        .isEqualTo(new ParquetLimits(128 << 20, 128 << 20, 4 << 20));
  }

  private byte[] file(String query) throws Exception {
    return file(query, "");
  }

  private byte[] file(String query, String options) throws Exception {
    Path file = folder.resolve("made.parquet");
    Files.deleteIfExists(file);
    try (var duck = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duck.createStatement()) {
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet, COMPRESSION zstd%s)".formatted(query, file, options));
    }
    return Files.readAllBytes(file);
  }

  private void refused(String why, String query, ParquetLimits limits) throws Exception {
    refused(why, file(query), limits, NO_LIMIT);
  }

  private static void refused(String why, byte[] file, ParquetLimits limits, ByteLimit unpacked) {
    assertThatThrownBy(() -> records(file, limits, unpacked))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(why);
  }

  private static long records(byte[] file, ParquetLimits limits, ByteLimit unpacked)
      throws IOException {
    long records = 0;
    try (RecordSource source =
        new ParquetRecords(stored(file), new ParquetRoom(limits), unpacked, () -> false)) {
      while (source.next()) {
        source.values();
        records++;
      }
    }
    return records;
  }

  private static boolean next(RecordSource source) {
    try {
      return source.next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StoredFile stored(byte[] file) {
    return new StoredFile() {
      @Override
      public long size() {
        return file.length;
      }

      @Override
      public InputStream from(long position) {
        return new ByteArrayInputStream(file, (int) position, file.length);
      }
    };
  }
}
