package io.spectra.local.relay;

import io.spectra.TestStack;
import io.spectra.local.S3Access;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The real S3 server behind a line that breaks: from a certain request on, S3 answers with an
 * error, the connection is reset, or nothing moves any more.
 */
public final class FaultyS3 implements AutoCloseable {
  public enum Fault {
    SERVER_ERROR,
    RESET,
    STALL,
    /** A few bytes at a time: never silent, and never done. */
    TRICKLE,
    /** Slower than usual, and done in time. */
    SLOW,
    /** Nothing breaks: for who wants to know of a request. */
    NONE
  }

  private static final byte[] UNAVAILABLE =
      "HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.ISO_8859_1);

  private static final Pattern HEAD = Pattern.compile("(GET|HEAD|PUT|POST) /");

  private final ServerSocket listener;
  private final S3Access real = TestStack.s3Access();
  private volatile Predicate<String> unlucky;
  private final Fault fault;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile int answerBytesLeft;
  private volatile boolean broken;
  private volatile Runnable whenBroken = () -> {};

  /**
   * @param request what the head of the first unlucky request contains
   * @param answerBytes how much of its answer still arrives
   */
  public FaultyS3(Fault fault, String request, int answerBytes) throws IOException {
    this(fault, Pattern.compile(request).asPredicate(), answerBytes);
  }

  private FaultyS3(Fault fault, Predicate<String> unlucky, int answerBytes) throws IOException {
    this.fault = fault;
    this.unlucky = unlucky;
    this.answerBytesLeft = answerBytes;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** A line that does not break: for {@link #at}. */
  public FaultyS3() throws IOException {
    this(Fault.NONE, text -> false, 0);
  }

  /**
   * Has something done just before a request to store, list or read goes on.
   *
   * @param number of that request, counted from 1 from now on
   */
  public void at(int number, Runnable action) {
    AtomicInteger requests = new AtomicInteger();
    whenBroken = action;
    broken = false;
    unlucky = text -> HEAD.matcher(text).lookingAt() && requests.incrementAndGet() == number;
  }

  /** The way to S3 that breaks. */
  public S3Access access() {
    return real.at(URI.create("http://127.0.0.1:" + listener.getLocalPort()));
  }

  /** Whether it has broken. */
  public boolean isBroken() {
    return broken;
  }

  /** What happens when the unlucky request comes, before anything else does. */
  public FaultyS3 whenBroken(Runnable action) {
    whenBroken = action;
    return this;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private interface Io {
    void run() throws IOException;
  }

  private static void start(Io task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // The line is down: that is what it is for.
              }
            },
            "faulty-s3");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      Socket server = new Socket(real.endpoint().getHost(), real.endpoint().getPort());
      open.add(client);
      open.add(server);
      start(() -> both(client, server, () -> requests(client, server)));
      start(() -> both(client, server, () -> answers(server, client)));
    }
  }

  /** Where one side has gone the other one is told, unless nothing moves any more. */
  private void both(Socket client, Socket server, Io task) throws IOException {
    try {
      task.run();
    } finally {
      if (!(broken && fault == Fault.STALL)) {
        client.close();
        server.close();
      }
    }
  }

  private void requests(Socket client, Socket server) throws IOException {
    byte[] chunk = new byte[16 * 1024];
    InputStream in = client.getInputStream();
    for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
      String text = new String(chunk, 0, length, StandardCharsets.ISO_8859_1);
      if (!broken && unlucky.test(text)) {
        broken = true;
        whenBroken.run();
      }
      if (broken && cuts() && answerBytesLeft <= 0) {
        fail(client);
        return;
      }
      send(chunk, length, server.getOutputStream());
    }
  }

  private boolean cuts() {
    return switch (fault) {
      case SERVER_ERROR, RESET, STALL -> true;
      case TRICKLE, SLOW, NONE -> false;
    };
  }

  private void send(byte[] chunk, int length, OutputStream out) throws IOException {
    int step = broken && fault == Fault.TRICKLE ? 64 : length;
    long pause = broken ? pauseNanos() : 0;
    for (int from = 0; from < length; from += step) {
      LockSupport.parkNanos(pause);
      out.write(chunk, from, Math.min(step, length - from));
    }
  }

  private long pauseNanos() {
    return switch (fault) {
      case TRICKLE -> 10_000_000;
      case SLOW -> 1_000_000;
      case SERVER_ERROR, RESET, STALL, NONE -> 0;
    };
  }

  private void answers(Socket server, Socket client) throws IOException {
    byte[] chunk = new byte[16 * 1024];
    InputStream in = server.getInputStream();
    OutputStream out = client.getOutputStream();
    for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
      if (broken && cuts() && answerBytesLeft < length) {
        answerBytesLeft = 0;
        fail(client);
        return;
      }
      out.write(chunk, 0, length);
      if (broken) {
        answerBytesLeft -= length;
      }
    }
  }

  private void fail(Socket client) throws IOException {
    switch (fault) {
      case SERVER_ERROR -> {
        client.getOutputStream().write(UNAVAILABLE);
        client.close();
      }
      case RESET -> {
        client.setSoLinger(true, 0);
        client.close();
      }
      case STALL, TRICKLE, SLOW, NONE -> {
        // Neither reads nor writes any more, and keeps the connection.
      }
    }
  }
}
