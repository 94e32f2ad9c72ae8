package io.spectra.bench.query;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a number of HTTP connections busy from one thread: each sends its next request when it has
 * the answer to the one before. Answers are not parsed further than to find their end.
 */
final class HttpLoad implements AutoCloseable {
  private final Selector selector = Selector.open();
  private final List<Client> clients = new ArrayList<>();
  private final Shape shape;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);
  private final long[] latencies = new long[1 << 21];
  private final int port;
  private int number;
  private int count;
  private long bytes;
  private int refused;

  HttpLoad(int port, Shape shape, int connections) throws IOException {
    this.port = port;
    this.shape = shape;
    for (int i = 0; i < connections; i++) {
      clients.add(new Client());
    }
  }

  /** Runs for about this long; requests under way at the end are waited for and not counted. */
  Figures run(long nanos, Child server) throws IOException {
    count = 0;
    bytes = 0;
    long cpu = server.cpuMicros();
    long begin = System.nanoTime();
    for (Client client : clients) {
      client.send();
    }
    while (System.nanoTime() - begin < nanos) {
      step(true);
    }
    int counted = count;
    long end = System.nanoTime();
    long used = server.cpuMicros() - cpu;
    long body = bytes;
    while (clients.stream().anyMatch(client -> client.busy)) {
      step(false);
    }
    return Figures.of(latencies, counted, body, end - begin, used);
  }

  /** How many requests were told to come again, since the beginning. */
  int refused() {
    return refused;
  }

  private void step(boolean again) throws IOException {
    selector.select(100);
    for (SelectionKey key : selector.selectedKeys()) {
      Client client = (Client) key.attachment();
      if (client.receive() && again) {
        client.send();
      }
    }
    selector.selectedKeys().clear();
  }

  @Override
  public void close() throws IOException {
    for (Client client : clients) {
      client.channel.close();
    }
    selector.close();
  }

  /** One connection. */
  private final class Client {
    private static final String HEAD =
        "POST /v1/queries HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer spk_acme_demo\r\n"
            + "X-Tenant-ID: acme\r\nContent-Type: application/json\r\nContent-Length: ";
    private final SocketChannel channel;
    private final byte[] tail = new byte[5];
    private boolean busy;
    private long sent;
    private long left;
    private boolean inBody;
    private boolean chunked;

    Client() throws IOException {
      channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send() throws IOException {
      String body = shape.body(number++);
      byte[] request = (HEAD + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8);
      busy = true;
      inBody = false;
      sent = System.nanoTime();
      channel.write(ByteBuffer.wrap(request));
    }

    /** Takes what has come; true when the answer is whole. */
    boolean receive() throws IOException {
      buffer.clear();
      int read = channel.read(buffer);
      if (read < 0) {
        throw new IOException("the server closed a connection");
      }
      if (read == 0) {
        return false;
      }
      int from = inBody ? 0 : head();
      bytes += read - from;
      left -= read - from;
      if (chunked) {
        keepTail(from, read);
      }
      if (chunked ? !new String(tail, StandardCharsets.US_ASCII).equals("0\r\n\r\n") : left > 0) {
        return false;
      }
      busy = false;
      latencies[count++] = System.nanoTime() - sent;
      return true;
    }

    private void keepTail(int from, int read) {
      int fresh = Math.min(tail.length, read - from);
      System.arraycopy(tail, fresh, tail, 0, tail.length - fresh);
      for (int i = 0; i < fresh; i++) {
        tail[tail.length - fresh + i] = buffer.get(read - fresh + i);
      }
    }

    /** Both servers send their headers in one piece. */
    private int head() throws IOException {
      byte[] start = new byte[Math.min(buffer.position(), 2048)];
      buffer.get(0, start);
      String text = new String(start, StandardCharsets.ISO_8859_1);
      int end = text.indexOf("\r\n\r\n");
      boolean busyServer = text.startsWith("HTTP/1.1 503");
      if (end < 0 || !busyServer && !text.startsWith("HTTP/1.1 200")) {
        throw new IOException("not an answer: " + text);
      }
      refused += busyServer ? 1 : 0;
      String headers = text.substring(0, end).toLowerCase(java.util.Locale.ROOT);
      chunked = headers.contains("transfer-encoding: chunked");
      int length = headers.indexOf("content-length: ");
      left =
          length < 0
              ? Long.MAX_VALUE
              : Long.parseLong(headers.substring(length + 16).split("\r\n", 2)[0].strip());
      inBody = true;
      java.util.Arrays.fill(tail, (byte) 0);
      return end + 4;
    }
  }
}
