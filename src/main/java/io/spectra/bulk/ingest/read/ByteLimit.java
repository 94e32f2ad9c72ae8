package io.spectra.bulk.ingest.read;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** How many bytes the files of one job may have unpacked, all together. */
public final class ByteLimit {
  private final long most;
  private long read;

  public ByteLimit(long most) {
    this.most = most;
  }

  /** The stream, which ends in a failure when the limit is passed. */
  InputStream on(InputStream in) {
    return new Limited(in);
  }

  void count(long bytes) {
    read += bytes;
    if (read > most) {
      throw FileRefused.because(
          "The data is larger than %d bytes unpacked: split it over several jobs.".formatted(most));
    }
  }

  private final class Limited extends FilterInputStream {
    private Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int some = super.read(to, offset, length);
      count(Math.max(0, some));
      return some;
    }
  }
}
