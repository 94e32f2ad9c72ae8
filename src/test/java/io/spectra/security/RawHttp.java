package io.spectra.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** HTTP as no library would write it. */
public final class RawHttp {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int ANY_PORT = 0;

  private RawHttp() {}

  /** Sends these bytes and reads until the server closes: the text must ask for that. */
  public static String exchange(URI base, String text) {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      return exchange(socket, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Like the other, as a client of another address of this machine: 127.0.0.2, 127.0.0.3, ... */
  public static String exchange(URI base, String from, String text) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (Socket socket =
        new Socket(loopback, base.getPort(), InetAddress.getByName(from), ANY_PORT)) {
      return exchange(socket, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String exchange(Socket socket, String text) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }
}
