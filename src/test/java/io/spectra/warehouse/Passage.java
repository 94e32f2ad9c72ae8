package io.spectra.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A way to a server that can go silent: what is sent is taken, and nothing comes. It may speak TLS
 * on this side, as PostgreSQL's protocol begins it.
 */
final class Passage implements AutoCloseable {
  private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final int target;
  private final SSLContext tls;
  private volatile boolean silent;

  Passage(int target) throws IOException {
    this(target, null);
  }

  /**
   * @param tls what speaks TLS with whoever comes; null for none
   */
  Passage(int target, SSLContext tls) throws IOException {
    this.target = target;
    this.tls = tls;
    start(this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  void silent(boolean now) {
    silent = now;
  }

  private void accept() throws IOException {
    while (true) {
      Socket in = tls == null ? entrance.accept() : secured(entrance.accept());
      Socket out = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.addAll(List.of(in, out));
      start(() -> pass(in.getInputStream(), out.getOutputStream()));
      start(() -> pass(out.getInputStream(), in.getOutputStream()));
    }
  }

  /** Whoever comes asks first whether there is TLS, by a message of eight bytes. */
  private Socket secured(Socket below) throws IOException {
    below.getInputStream().readNBytes(2 * Integer.BYTES);
    below.getOutputStream().write('S');
    Socket secured = tls.getSocketFactory().createSocket(below, null, below.getPort(), true);
    ((SSLSocket) secured).setUseClientMode(false);
    return secured;
  }

  private void pass(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[8192];
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      if (!silent) {
        to.write(buffer, 0, read);
      }
    }
    to.close();
  }

  private static void start(Step step) {
    Thread thread =
        new Thread(
            () -> {
              try {
                step.run();
              } catch (IOException closed) {
                // With the passage, or with either end.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private interface Step {
    void run() throws IOException;
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
