package io.spectra.local.relay;

import io.spectra.TestStack;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A client that speaks the protocol itself, and so can do what the driver never would. */
final class WireClient implements AutoCloseable {
  private static final int PROTOCOL_3 = 3 << 16;

  /**
   * An answer of the server.
   *
   * @param type the letter of its type
   */
  record Message(char type, byte[] body) {
    /** The field of an error that begins with a letter. */
    String field(char letter) {
      for (int start = 0; body[start] != 0; start = CString.end(body, start) + 1) {
        if (body[start] == letter) {
          return CString.at(body, start + 1);
        }
      }
      return null;
    }
  }

  private final Socket socket;
  private final FrameReader in;
  private final FrameWriter out;

  WireClient() throws IOException {
    URI relay = URI.create(TestStack.warehouseUrl().substring("jdbc:".length()));
    socket = new Socket(relay.getHost(), relay.getPort());
    in = new FrameReader(socket.getInputStream());
    out = new FrameWriter(socket.getOutputStream());
    byte[] parameters = CString.of("user", "postgres", "database", "spectra", "");
    out.untyped(
        ByteBuffer.allocate(Integer.BYTES + parameters.length)
            .putInt(PROTOCOL_3)
            .put(parameters)
            .array());
    flush();
    untilReady();
  }

  WireClient query(String sql) throws IOException {
    out.message('Q', CString.of(sql));
    return this;
  }

  /** Parse, Bind and Execute of an unnamed statement. */
  WireClient execute(String sql) throws IOException {
    byte[] strings = CString.of("", sql);
    out.message('P', java.util.Arrays.copyOf(strings, strings.length + Short.BYTES));
    out.message('B', new byte[2 + 3 * Short.BYTES]);
    out.message('E', new byte[1 + Integer.BYTES]);
    return this;
  }

  WireClient sync() throws IOException {
    out.message('S');
    return this;
  }

  WireClient flush() throws IOException {
    out.flush();
    return this;
  }

  Message next() throws IOException {
    int type = in.type();
    if (type < 0) {
      throw new IOException("the server has closed the connection");
    }
    return new Message((char) type, in.body());
  }

  /** The answers up to and including ReadyForQuery. */
  List<Message> untilReady() throws IOException {
    List<Message> answers = new ArrayList<>();
    do {
      answers.add(next());
    } while (answers.get(answers.size() - 1).type() != 'Z');
    return answers;
  }

  /** The letters of these answers' types. */
  static String types(List<Message> answers) {
    StringBuilder types = new StringBuilder();
    answers.forEach(answer -> types.append(answer.type()));
    return types.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
