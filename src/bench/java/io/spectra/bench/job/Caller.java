package io.spectra.bench.job;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * One connection to the service that is kept open, and costs little itself: requests are written
 * and answers are read no further than to find their status and end.
 */
final class Caller implements AutoCloseable {
  private static final String LENGTH = "content-length: ";

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;

  Caller(URI api) throws IOException {
    socket = new Socket(api.getHost(), api.getPort());
    socket.setTcpNoDelay(true);
    out = socket.getOutputStream();
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
  }

  /** A request of the tenant acme. */
  static byte[] request(String method, String path, String body) {
    return ("%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer spk_acme_demo\r\n"
            + "X-Tenant-ID: acme\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s")
        .formatted(method, path, body.length(), body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Sends a request, and gives the status of its answer once that is read. */
  int status(byte[] request) throws IOException {
    out.write(request);
    int status = Integer.parseInt(line().split(" ")[1]);
    long length = -1;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Long.parseLong(header.substring(LENGTH.length()));
      }
    }
    if (length >= 0) {
      in.skipNBytes(length);
      return status;
    }
    for (int chunk = chunk(); chunk > 0; chunk = chunk()) {
      in.skipNBytes(chunk);
      line();
    }
    line();
    return status;
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the service closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
