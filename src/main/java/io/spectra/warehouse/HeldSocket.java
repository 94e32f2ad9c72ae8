package io.spectra.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;

/**
 * A socket that sends when its user begins to read, and not before: the driver writes the messages
 * of one statement piece by piece, and each piece would be a packet that wakes the warehouse, and a
 * part of the answer on its way back. What it reads goes through a {@link RowFilter}. Belongs to
 * one thread at a time, like its stream in the driver, but for {@link #close()}.
 */
final class HeldSocket extends Socket {
  private Held out;

  @Override
  public synchronized OutputStream getOutputStream() throws IOException {
    if (out == null) {
      out = new Held(super.getOutputStream());
    }
    return out;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    getOutputStream();
    return new FilteredStream(super.getInputStream(), out::send);
  }

  @Override
  public void shutdownOutput() throws IOException {
    getOutputStream();
    out.send();
    super.shutdownOutput();
  }

  /** The last words of TLS are written as its own stream is closed. */
  @Override
  public synchronized void close() throws IOException {
    try {
      if (out != null && isConnected() && !isClosed()) {
        out.send();
      }
    } catch (IOException broken) {
      // Nobody is there to hear them.
    } finally {
      super.close();
    }
  }

  /** What was written and is not sent yet; all of it together is one write. */
  private static final class Held extends OutputStream {
    private static final int MOST = 16 << 10;
    private static final byte[] FLUSH_SYNC = {'H', 0, 0, 0, 4, 'S', 0, 0, 0, 4};
    private static final int FLUSH = FLUSH_SYNC.length / 2;

    private final OutputStream out;
    private final byte[] held = new byte[MOST];
    private int length;

    Held(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      if (count > MOST - length) {
        send();
      }
      if (count > MOST) {
        out.write(bytes, offset, count);
        return;
      }
      System.arraycopy(bytes, offset, held, length, count);
      length += count;
    }

    /** Not yet. */
    @Override
    public void flush() {}

    @Override
    public void close() throws IOException {
      send();
      out.close();
    }

    void send() throws IOException {
      if (length > 0) {
        int whole = withoutFlush();
        length = 0;
        out.write(held, 0, whole);
      }
    }

    /** A Sync has the warehouse send what it has, so that the Flush before it asks for nothing. */
    private int withoutFlush() {
      int at = length - FLUSH_SYNC.length;
      if (at < 0 || !Arrays.equals(held, at, length, FLUSH_SYNC, 0, FLUSH_SYNC.length)) {
        return length;
      }
      System.arraycopy(held, at + FLUSH, held, at, FLUSH);
      return length - FLUSH;
    }
  }
}
