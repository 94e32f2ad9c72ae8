package io.spectra.bulk.ingest.read;

import java.io.IOException;
import java.io.InputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** An uploaded object as Parquet's reader wants it. */
record SeekableFile(StoredFile file) implements InputFile {
  /** Reading over so much is faster than asking again. */
  private static final int SKIPPED = 128 << 10;

  @Override
  public long getLength() {
    return file.size();
  }

  @Override
  public SeekableInputStream newStream() {
    Positioned bytes = new Positioned(file);
    return new DelegatingSeekableInputStream(bytes) {
      @Override
      public long getPos() {
        return bytes.position;
      }

      @Override
      public void seek(long to) throws IOException {
        bytes.seek(to);
      }
    };
  }

  private static final class Positioned extends InputStream {
    private final StoredFile file;
    private InputStream open;
    private long position;

    private Positioned(StoredFile file) {
      this.file = file;
    }

    private void seek(long to) throws IOException {
      long ahead = to - position;
      if (open != null && (ahead < 0 || ahead > SKIPPED)) {
        close();
      } else if (open != null && ahead > 0) {
        open.skipNBytes(ahead);
      }
      position = to;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (position >= file.size()) {
        return length == 0 ? 0 : -1;
      }
      if (open == null) {
        open = file.from(position);
      }
      int some = open.read(to, offset, length);
      position += Math.max(0, some);
      return some;
    }

    @Override
    public void close() throws IOException {
      if (open != null) {
        open.close();
        open = null;
      }
    }
  }
}
