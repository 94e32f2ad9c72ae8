package io.spectra.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HeldSocketTest {
  private static final String FLUSH = "H\0\0\0\4";
  private static final String SYNC = "S\0\0\0\4";

  private ServerSocket server;
  private Socket here;
  private Socket there;
  private OutputStream out;

  @BeforeEach
  void connect() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    here = new HeldSockets().createSocket(server.getInetAddress(), server.getLocalPort());
    there = server.accept();
    out = here.getOutputStream();
  }

  @AfterEach
  void close() throws IOException {
    here.close();
    there.close();
    server.close();
  }

  @Test
  @DisplayName("what was written is sent when its writer begins to read, without a needless Flush")
  void together() throws IOException {
    write("Parse" + FLUSH);
    out.flush();
    write(SYNC);
    there.getOutputStream().write('!');
    assertThat(there.getInputStream().available()).isZero();
    assertThat(here.getInputStream().read()).isEqualTo('!');
    assertThat(received("Parse".length() + SYNC.length())).isEqualTo("Parse" + SYNC);
    assertThat(there.getInputStream().available()).isZero();
  }

  @Test
  @DisplayName("a Flush without a Sync behind it is sent")
  void flush() throws IOException {
    write(SYNC + FLUSH);
    assertThat(here.getInputStream().available()).isZero();
    assertThat(received(2 * SYNC.length())).isEqualTo(SYNC + FLUSH);
  }

  @Test
  @DisplayName("what is too much to hold is sent at once, in order")
  void large() throws IOException {
    String part = "0123456789".repeat(1_000);
    write(part);
    write(part);
    write(part.repeat(3));
    assertThat(received(part.length() * 5)).isEqualTo(part.repeat(5));
  }

  @Test
  @DisplayName("the last words are sent when the stream is closed")
  void last() throws IOException {
    write("X");
    out.close();
    assertThat(received(1)).isEqualTo("X");
    assertThat(there.getInputStream().read()).isEqualTo(-1);
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String received(int bytes) throws IOException {
    InputStream in = there.getInputStream();
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> in.available() > 0);
    return new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1);
  }
}
