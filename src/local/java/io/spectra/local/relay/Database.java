package io.spectra.local.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/**
 * The PostgreSQL server behind the relay.
 *
 * @param host its name or address
 * @param port its port
 * @param password that of its superuser {@code postgres}; empty where it needs none
 */
public record Database(String host, int port, String password) {
  /** A server on loopback whose superuser needs no password. */
  static Database local(int port) {
    return new Database(InetAddress.getLoopbackAddress().getHostAddress(), port, "");
  }

  /** The address of one of its databases, for the PostgreSQL driver. */
  public String jdbc(String name) {
    return "jdbc:postgresql://%s:%d/%s".formatted(host, port, name);
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(host, port);
    socket.setTcpNoDelay(true);
    return socket;
  }

  /** Asks it to cancel what a session is doing, and waits until it has passed that on. */
  void cancel(CancelKey key) throws IOException {
    try (Socket socket = connect()) {
      FrameWriter out = new FrameWriter(socket.getOutputStream());
      out.untyped(key.request());
      out.flush();
      socket.getInputStream().read();
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
