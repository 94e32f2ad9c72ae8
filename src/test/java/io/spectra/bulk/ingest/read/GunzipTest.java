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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Of a GZIP file everything is read, or it is refused. */
class GunzipTest {
  @Example
  @Label("R-055 GZIP that is cut off, damaged or followed by something is refused as such")
  void damagedGzip() throws IOException {
    byte[] whole = gzip("id,name\n1,x\n".getBytes());
    for (int length = 2; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      refused("GZIP", () -> drain(open(new ByteArrayInputStream(cut))));
    }
    byte[] damaged = whole.clone();
    damaged[damaged.length - 6] ^= 1;
    refused("damaged", () -> drain(open(new ByteArrayInputStream(damaged))));
    byte[] oddMethod = whole.clone();
    oddMethod[2] = 7;
    refused("damaged", () -> drain(open(new ByteArrayInputStream(oddMethod))));
    for (String more : List.of("x", "more", "x".repeat(100), "\u001f")) {
      byte[] longer = joined(whole, more.getBytes());
      refused("follows", () -> drain(open(new ByteArrayInputStream(longer))));
      refused("follows", () -> drain(open(new Slow(longer))));
    }
    byte[] halfMore = joined(whole, Arrays.copyOf(whole, whole.length / 2));
    refused("GZIP", () -> drain(open(new Slow(halfMore))));
  }

  @Property(tries = 20)
  @Label("R-055 of a GZIP file of many members no record is lost, however the bytes arrive")
  void members(@ForAll @IntRange(min = 1, max = 2_000) int members, @ForAll Random random)
      throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(gzip("id\n".getBytes()));
    for (int i = 1; i <= members; i++) {
      // Of such as do not shrink, so that members end anywhere in a reader's buffer.
      file.write(gzip(("%d-%x\n".formatted(i, random.nextLong())).getBytes()));
    }
    long records = 0;
    RecordSource source = open(new Slow(file.toByteArray()));
    while (source.next()) {
      records++;
      assertThat(source.values()[0]).startsWith(records + "-");
    }
    assertThat(records).isEqualTo(members);
  }

  private static RecordSource open(InputStream file) throws IOException {
    return RecordSources.text(
        file,
        ContentType.CSV,
        Compression.GZIP,
        TestConfig.of(IngestConfig.class, Map.of()),
        new ByteLimit(50 << 20),
        name -> false);
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

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  /** Bytes of which never any is there already, as of a storage that is far away. */
  private static final class Slow extends ByteArrayInputStream {
    private Slow(byte[] bytes) {
      super(bytes);
    }

    @Override
    public int available() {
      return 0;
    }
  }
}
