package io.spectra.warehouse;

import java.io.IOException;
import java.io.InputStream;

/** What a socket reads, through a {@link RowFilter}. Belongs to one thread at a time. */
final class FilteredStream extends InputStream {
  /** What has to be done before anything can come. */
  interface Before {
    void read() throws IOException;
  }

  private final InputStream in;
  private final RowFilter filter;
  private final Before before;

  FilteredStream(InputStream in, Before before) {
    this.in = in;
    this.filter = new RowFilter(in);
    this.before = before;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    before.read();
    return filter.read(bytes, offset, length);
  }

  @Override
  public int available() throws IOException {
    before.read();
    return filter.here() + in.available();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
