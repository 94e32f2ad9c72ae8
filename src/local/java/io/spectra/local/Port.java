package io.spectra.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A loopback TCP port of the stack, and the environment variable that moves it.
 *
 * @param number the port; 0 for any that is free
 * @param variable what to set when the port is taken
 */
public record Port(int number, String variable) {
  /**
   * Below the ports that a system gives to outgoing connections: Linux starts at 32,768, others
   * later. One of those may be in use as a connection's own end before the part listens on it.
   */
  private static final int LOWEST = 20_000;

  private static final int BEYOND = 32_000;

  /**
   * The number to listen on: this port when it is free, or a free one in place of 0, which no
   * outgoing connection takes until somebody listens.
   *
   * @throws IllegalStateException if another process listens on it
   */
  public int claim() {
    if (number != 0) {
      if (!free(number)) {
        throw new TakenException(this);
      }
      return number;
    }
    int any = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
    while (!free(any)) {
      any = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
    }
    return any;
  }

  private static boolean free(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (BindException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot probe port " + port, e);
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
