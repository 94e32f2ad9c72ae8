package io.spectra.bulk.ingest.read;

import io.spectra.failure.Failure;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * GZIP whose faults are the file's, not the storage's, and of which nothing is lost: of the members
 * that it may have (RFC 1952, as {@code cat} and {@code bgzip} make them) the platform's reader
 * takes no more than its source says is available, and passes over whatever else follows.
 */
final class Gunzip extends GZIPInputStream {
  private static final int BUFFER_BYTES = 64 << 10;
  private static final int TRAILER_BYTES = 8;

  private final Packed packed;

  private Gunzip(Packed packed) throws IOException {
    super(packed, BUFFER_BYTES);
    this.packed = packed;
  }

  /**
   * @throws Failure where the file does not begin as GZIP does
   */
  static Gunzip of(BufferedInputStream bytes) throws IOException {
    try {
      return new Gunzip(new Packed(bytes));
    } catch (EOFException | ZipException e) {
      throw damaged(e);
    }
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int some;
    try {
      some = super.read(to, offset, length);
    } catch (EOFException | ZipException e) {
      throw damaged(e);
    }
    if (some < 0 && (packed.goesOn || inf.getRemaining() > TRAILER_BYTES)) {
      throw FileRefused.because("The GZIP file is damaged: something else follows behind its end.");
    }
    return some;
  }

  private static Failure damaged(IOException cause) {
    return FileRefused.because("The GZIP file is damaged or was cut off.").causedBy(cause);
  }

  /** Bytes that are available as long as there are any. */
  private static final class Packed extends FilterInputStream {
    private boolean goesOn;

    private Packed(BufferedInputStream bytes) {
      super(bytes);
    }

    /** Asked behind each member, whether another one follows. */
    @Override
    public int available() throws IOException {
      in.mark(1);
      goesOn = in.read() >= 0;
      in.reset();
      return goesOn ? 1 : 0;
    }
  }
}
