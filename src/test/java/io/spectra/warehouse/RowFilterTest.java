package io.spectra.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The driver gets every byte that is not a wanted row's, whoever cuts the stream where. */
class RowFilterTest {
  private static final byte[] READY = {'Z', 0, 0, 0, 5, 'T'};
  private static final int LARGE = 200_000;
  private static final int ROW_HEAD = 5 + 2 + 4;

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final ByteArrayOutputStream others = new ByteArrayOutputStream();
  private final List<byte[]> rows = new ArrayList<>();

  @Property(tries = 300)
  @Label("R-017 wanted rows are taken out, whole and in order, and nothing else is")
  void wanted(@ForAll Random random, @ForAll @IntRange(max = 60) int messages) throws IOException {
    sent.reset();
    others.reset();
    rows.clear();
    send(READY);
    for (int i = 0; i < messages; i++) {
      send(random);
    }
    send(READY);
    RowFilter filter = new RowFilter(new Cut(random, sent.toByteArray()));
    ByteArrayOutputStream driver = new ByteArrayOutputStream();
    driver.write(read(filter, random, READY.length));
    WireRows taken = new WireRows();
    taken.<IOException>during(
        () -> driver.write(read(filter, random, others.size() - READY.length)));
    assertThat(driver.toByteArray()).isEqualTo(others.toByteArray());
    assertRows(taken);
    assertThat(filter.here()).isZero();
  }

  @Property(tries = 100)
  @Label("R-017 where it is not known where a message begins, the driver gets the rows")
  void outOfStep(@ForAll Random random) throws IOException {
    sent.reset();
    others.reset();
    rows.clear();
    for (int i = 0; i < 5; i++) {
      send(random);
    }
    RowFilter filter = new RowFilter(new Cut(random, sent.toByteArray()));
    WireRows taken = new WireRows();
    ByteArrayOutputStream driver = new ByteArrayOutputStream();
    taken.<IOException>during(() -> driver.write(read(filter, random, sent.size())));
    assertThat(driver.toByteArray()).isEqualTo(sent.toByteArray());
    assertThat(taken.size()).isZero();
  }

  @Property(tries = 100)
  @Label("R-017 what nobody wants any more goes to the driver, and the next wish is heard again")
  void changing(@ForAll Random random) throws IOException {
    sent.reset();
    others.reset();
    rows.clear();
    send(READY);
    send(row(new byte[] {7}));
    send(READY);
    byte[] unwanted = sent.toByteArray();
    send(random);
    send(row(new byte[] {7}));
    send(READY);
    RowFilter filter = new RowFilter(new Cut(random, sent.toByteArray()));
    assertThat(read(filter, random, unwanted.length)).isEqualTo(unwanted);
    rows.remove(0);
    WireRows taken = new WireRows();
    int rest = others.size() - 2 * READY.length;
    taken.<IOException>during(() -> read(filter, random, rest));
    assertRows(taken);
  }

  @Example
  @Label("R-008 values that look like the end of an answer do not make rows of what follows")
  void forged() throws IOException {
    send(message('D', READY));
    byte[] until = sent.toByteArray();
    send(row(new byte[] {7}));
    RowFilter filter = new RowFilter(new ByteArrayInputStream(sent.toByteArray()));
    WireRows taken = new WireRows();
    byte[] driver = new byte[sent.size()];
    taken.<IOException>during(
        () -> {
          assertThat(filter.read(driver, 0, until.length)).isEqualTo(until.length);
          filter.read(driver, until.length, driver.length - until.length);
        });
    assertThat(driver).isEqualTo(sent.toByteArray());
    assertThat(taken.size()).isZero();
  }

  @Example
  @Label("R-017 a message of no valid length breaks the connection")
  void length() {
    for (int length : new int[] {-1, 0, 3, Integer.MAX_VALUE}) {
      sent.reset();
      send(READY);
      sent.writeBytes(ByteBuffer.allocate(9).put((byte) 'D').putInt(length).array());
      RowFilter filter = new RowFilter(new ByteArrayInputStream(sent.toByteArray()));
      byte[] got = new byte[READY.length];
      WireRows taken = new WireRows();
      assertThatThrownBy(
              () -> {
                filter.read(got, 0, got.length);
                taken.<IOException>during(() -> filter.read(got, 0, got.length));
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Example
  @Label("R-017 a row that ends with the connection is none")
  void cutOff() throws IOException {
    send(READY);
    send(row(new byte[100]));
    byte[] all = sent.toByteArray();
    InputStream in = new ByteArrayInputStream(all, 0, all.length - 1);
    RowFilter filter = new RowFilter(in);
    byte[] got = new byte[READY.length];
    filter.read(got, 0, got.length);
    WireRows taken = new WireRows();
    taken.<IOException>during(() -> assertThat(filter.read(got, 0, got.length)).isEqualTo(-1));
    assertThat(taken.size()).isZero();
  }

  private void assertRows(WireRows taken) {
    BatchRow row = taken.take(new WireValue[] {WireValue.ITSELF}, Integer.MAX_VALUE).rows();
    List<byte[]> values = new ArrayList<>();
    while (row.next()) {
      values.add(row.bytes(1));
    }
    assertThat(values).usingElementComparator(Arrays::compare).isEqualTo(rows);
  }

  private void send(Random random) {
    boolean row = random.nextInt(3) > 0;
    byte[] body = new byte[random.nextInt(20) == 0 ? random.nextInt(LARGE) : random.nextInt(300)];
    random.nextBytes(body);
    send(row ? row(body) : message("TCs12NS".charAt(random.nextInt(7)), body));
  }

  private void send(byte[] message) {
    sent.writeBytes(message);
    if (message[0] == 'D') {
      rows.add(Arrays.copyOfRange(message, ROW_HEAD, message.length));
    } else {
      others.writeBytes(message);
    }
  }

  /** With one value. */
  private static byte[] row(byte[] value) {
    byte[] body = new byte[2 + 4 + value.length];
    ByteBuffer.wrap(body).putShort((short) 1).putInt(value.length).put(value);
    return message('D', body);
  }

  private static byte[] message(char type, byte[] body) {
    return ByteBuffer.allocate(5 + body.length)
        .put((byte) type)
        .putInt(4 + body.length)
        .put(body)
        .array();
  }

  /** Reads as the driver does: into a buffer, as often as it takes. */
  private static byte[] read(RowFilter filter, Random random, int count) throws IOException {
    byte[] bytes = new byte[count];
    for (int at = 0; at < count; ) {
      try {
        int read = filter.read(bytes, at, Math.min(count - at, 1 + random.nextInt(9_000)));
        assertThat(read).isPositive();
        at += read;
      } catch (SocketTimeoutException again) {
        // Which the driver asks for, to see whether there is anything.
      }
    }
    return bytes;
  }

  /** A socket that gives what has come so far, which may be little, or nothing in time. */
  private static final class Cut extends InputStream {
    private final Random random;
    private final ByteArrayInputStream in;

    Cut(Random random, byte[] bytes) {
      this.random = random;
      this.in = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() {
      throw new AssertionError("byte by byte");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (random.nextInt(10) == 0) {
        throw new SocketTimeoutException();
      }
      int most = random.nextInt(5) == 0 ? 7 : 20_000;
      return in.read(bytes, offset, Math.min(length, 1 + random.nextInt(most)));
    }
  }
}
