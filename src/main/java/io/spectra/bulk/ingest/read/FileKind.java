package io.spectra.bulk.ingest.read;

import java.util.Arrays;
import java.util.Optional;

/** What the first bytes of a file tell of it. */
enum FileKind {
  GZIP("GZIP", 0x1F, 0x8B),
  ZIP("ZIP", 'P', 'K', 3, 4),
  BZIP2("BZIP2", 'B', 'Z', 'h'),
  ZSTD("Zstandard", 0x28, 0xB5, 0x2F, 0xFD),
  XZ("XZ", 0xFD, '7', 'z', 'X', 'Z', 0),
  LZ4("LZ4", 0x04, 0x22, 0x4D, 0x18),
  PARQUET("PARQUET", 'P', 'A', 'R', '1'),
  UTF_32_LE("UTF-32", 0xFF, 0xFE, 0, 0),
  UTF_32_BE("UTF-32", 0, 0, 0xFE, 0xFF),
  UTF_16_LE("UTF-16", 0xFF, 0xFE),
  UTF_16_BE("UTF-16", 0xFE, 0xFF),
  // Without a mark: what a name or a bracket is in them, and no UTF-8 text begins with.
  BARE_UTF_32_LE("UTF-32", FileKind.SOME, 0, 0, 0),
  BARE_UTF_32_BE("UTF-32", 0, 0, 0, FileKind.SOME),
  BARE_UTF_16_LE("UTF-16", FileKind.SOME, 0, FileKind.SOME, 0),
  BARE_UTF_16_BE("UTF-16", 0, FileKind.SOME, 0, FileKind.SOME);

  static final int LONGEST = 6;

  /** Any byte but zero. */
  private static final int SOME = -1;

  private final String title;
  private final int[] start;

  FileKind(String title, int... start) {
    this.title = title;
    this.start = start;
  }

  /** What people call it. */
  String title() {
    return title;
  }

  /** What its owner is to do where plain text is wanted. */
  String advice() {
    return switch (this) {
      case GZIP -> "create the job with compression GZIP";
      case PARQUET -> "create the job with content_type PARQUET";
      case ZIP, BZIP2, ZSTD, XZ, LZ4 -> "upload it as plain UTF-8 text, or compressed with GZIP";
      case UTF_16_LE, UTF_16_BE, BARE_UTF_16_LE, BARE_UTF_16_BE -> "save it as UTF-8";
      case UTF_32_LE, UTF_32_BE, BARE_UTF_32_LE, BARE_UTF_32_BE -> "save it as UTF-8";
    };
  }

  /** The kind of a file that begins so; empty for one that could be text. */
  static Optional<FileKind> of(byte[] head, int length) {
    return Arrays.stream(values()).filter(kind -> kind.begins(head, length)).findFirst();
  }

  private boolean begins(byte[] head, int length) {
    if (length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (start[i] == SOME ? head[i] == 0 : (head[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }
}
