package io.spectra.local.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/**
 * The PostgreSQL server behind the relay.
 *
 * @param port its port on loopback
 */
record Database(int port) {
  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
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
}
