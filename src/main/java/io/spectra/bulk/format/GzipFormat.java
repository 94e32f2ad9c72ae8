package io.spectra.bulk.format;

import io.spectra.warehouse.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Another format, compressed as one gzip member (RFC 1952). Level 1: three times as fast as the
 * default level.
 *
 * @param inner what is compressed
 */
record GzipFormat(RowFormat inner) implements RowFormat {
  private static final int BUFFER_BYTES = 64 << 10;

  @Override
  public RowWriter open(List<Column> columns, OutputStream out) throws IOException {
    FastGzip gzip = new FastGzip(out);
    return new GzipRows(inner.open(columns, gzip), gzip);
  }

  private record GzipRows(RowWriter rows, FastGzip gzip) implements RowWriter {
    @Override
    public void write(Cells row) throws IOException {
      rows.write(row);
    }

    @Override
    public void finish() throws IOException {
      rows.finish();
      gzip.end();
    }
  }

  private static final class FastGzip extends GZIPOutputStream {
    private FastGzip(OutputStream out) throws IOException {
      super(out, BUFFER_BYTES);
      def.setLevel(Deflater.BEST_SPEED);
    }

    /** Writes the trailer and frees the native memory, which else waits for the collector. */
    private void end() throws IOException {
      finish();
      def.end();
    }
  }
}
