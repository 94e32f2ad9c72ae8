package io.spectra.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * A loopback TCP port of the stack, and the environment variable that moves it.
 *
 * @param number the port; 0 for any that is free
 * @param variable what to set when the port is taken
 */
record Port(int number, String variable) {
  /**
   * The number to listen on: this port when it is free, or a free one in place of 0.
   *
   * @throws TakenException if another process listens on it
   */
  int claim() {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
      return probe.getLocalPort();
    } catch (BindException e) {
      throw new TakenException(this);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot probe port " + number, e);
    }
  }

  /** Somebody else listens on a port of the stack; the message says which, and what to do. */
  static final class TakenException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    TakenException(Port port) {
      super(
          "port %d is taken: stop what listens there, or set %s to a free port"
              .formatted(port.number, port.variable));
    }
  }
}
