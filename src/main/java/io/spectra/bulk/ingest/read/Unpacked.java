package io.spectra.bulk.ingest.read;

import io.spectra.job.Compression;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

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
          "The file is %s, not plain UTF-8 text: %s."
              .formatted(kind.get().title(), kind.get().advice()));
    }
    return packed ? unpacked(bytes, limit) : limit.on(bytes);
  }

  private static InputStream unpacked(BufferedInputStream bytes, ByteLimit limit)
      throws IOException {
    BufferedInputStream text = new BufferedInputStream(limit.on(Gunzip.of(bytes)), BUFFER_BYTES);
    Optional<FileKind> inside = kind(text);
    if (inside.isPresent()) {
      throw FileRefused.because(
          "The file inside the GZIP is %s, not plain UTF-8 text: %s."
              .formatted(
                  inside.get().title(),
                  inside.get() == FileKind.GZIP ? "compress it once" : inside.get().advice()));
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
}
