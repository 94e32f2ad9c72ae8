package io.spectra.bulk.ingest.read;

import io.spectra.job.Compression;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The text of an uploaded file: unpacked as the job says, and nothing else than that. */
public final class Unpacked {
  private static final int BUFFER_BYTES = 64 << 10;

  private Unpacked() {}

  /**
   * @param file the bytes as they were uploaded
   * @param limit the most bytes that may come out
   * @throws io.spectra.failure.Failure when the file is packed in another way than the job says, or
   *     is no text at all, naming what it seems to be
   */
  public static InputStream of(InputStream file, Compression said, ByteLimit limit)
      throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(file, BUFFER_BYTES);
    Optional<FileKind> kind = kind(bytes);
    boolean packed = kind.filter(FileKind.GZIP::equals).isPresent();
    if (said == Compression.GZIP && !packed && !empty(bytes)) {
      throw FileRefused.because(
          "The job says compression GZIP, but the file is "
              + kind.map(FileKind::title).orElse("not compressed")
              + ": upload a GZIP file, or create the job with another compression.");
    }
    if (said == Compression.NONE && kind.isPresent()) {
      throw FileRefused.because(
          "The job says compression NONE, but the file is %s: %s."
              .formatted(
                  kind.get().title(),
                  packed
                      ? "create the job with compression GZIP"
                      : "upload it as plain UTF-8 text, or compressed with GZIP"));
    }
    return packed ? unpacked(bytes, limit) : limit.on(bytes);
  }

  private static InputStream unpacked(InputStream bytes, ByteLimit limit) throws IOException {
    BufferedInputStream text = new BufferedInputStream(limit.on(new Gunzip(bytes)), BUFFER_BYTES);
    Optional<FileKind> inside = kind(text);
    if (inside.isPresent()) {
      throw FileRefused.because(
          "The file inside the GZIP is %s, not plain UTF-8 text.".formatted(inside.get().title()));
    }
    return text;
  }

  private static Optional<FileKind> kind(BufferedInputStream bytes) throws IOException {
    bytes.mark(FileKind.LONGEST);
    byte[] head = bytes.readNBytes(FileKind.LONGEST);
    bytes.reset();
    return FileKind.of(head, head.length);
  }

  private static boolean empty(BufferedInputStream bytes) throws IOException {
    bytes.mark(1);
    int first = bytes.read();
    bytes.reset();
    return first < 0;
  }

  /** GZIP whose faults are the file's, not the storage's. */
  private static final class Gunzip extends InputStream {
    private final GZIPInputStream in;

    private Gunzip(InputStream bytes) throws IOException {
      in = new GZIPInputStream(bytes, BUFFER_BYTES);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      try {
        return in.read(to, offset, length);
      } catch (EOFException | ZipException e) {
        throw FileRefused.because("The GZIP file is damaged or was cut off.").causedBy(e);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
