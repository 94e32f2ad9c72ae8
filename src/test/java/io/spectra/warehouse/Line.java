package io.spectra.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A network line to the warehouse that a test can cut, mend, and hold still. */
final class Line implements AutoCloseable {
  private final int target;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket server;
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile boolean still;

  Line(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.port = server.getLocalPort();
    start(this::accept);
  }

  int port() {
    return port;
  }

  /** How many connections were opened so far. */
  int accepted() {
    return accepted.get();
  }

  /** Breaks every connection and refuses new ones. */
  void cut() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  void mend() throws IOException {
    server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** Takes connections and bytes, and passes none on. */
  void hold() {
    still = true;
  }

  @Override
  public void close() throws IOException {
    cut();
  }

  private void accept() throws IOException {
    ServerSocket mine = server;
    while (!mine.isClosed()) {
      Socket near = mine.accept();
      accepted.incrementAndGet();
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(near);
      sockets.add(far);
      start(() -> pass(near, far));
      start(() -> pass(far, near));
    }
  }

  private void pass(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (!still) {
          to.getOutputStream().write(buffer, 0, n);
        }
      }
    }
  }

  private static void start(Loop loop) {
    Thread thread = new Thread(() -> runUntilClosed(loop), "test-line");
    thread.setDaemon(true);
    thread.start();
  }

  private static void runUntilClosed(Loop loop) {
    try {
      loop.run();
    } catch (IOException closed) {
      // The end of every line.
    }
  }

  private interface Loop {
    void run() throws IOException;
  }
}
