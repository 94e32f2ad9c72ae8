package io.spectra.local.relay;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes messages of the PostgreSQL protocol, version 3. Not thread-safe. */
final class FrameWriter {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final byte[] EMPTY = {};

  private final OutputStream out;

  FrameWriter(OutputStream out) {
    this.out = new BufferedOutputStream(out, BUFFER_BYTES);
  }

  void message(int type) throws IOException {
    message(type, EMPTY);
  }

  void message(int type, byte[] body) throws IOException {
    header(type, body.length);
    out.write(body);
  }

  /** A message without a type, as a client begins with. */
  void untyped(byte[] body) throws IOException {
    integer(body.length + Integer.BYTES);
    out.write(body);
  }

  /** A single byte that is no message: the answer to a request for encryption. */
  void answer(char letter) throws IOException {
    out.write(letter);
    out.flush();
  }

  void header(int type, int bodyLength) throws IOException {
    out.write(type);
    integer(bodyLength + Integer.BYTES);
  }

  void bytes(byte[] source, int start, int length) throws IOException {
    out.write(source, start, length);
  }

  void flush() throws IOException {
    out.flush();
  }

  private void integer(int value) throws IOException {
    out.write(value >>> 24);
    out.write(value >>> 16);
    out.write(value >>> 8);
    out.write(value);
  }
}
