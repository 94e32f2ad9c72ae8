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
  UTF_16_LE("UTF-16", 0xFF, 0xFE),
  UTF_16_BE("UTF-16", 0xFE, 0xFF);

  static final int LONGEST = 6;

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

  /** The kind of a file that begins so; empty for one that could be text. */
  static Optional<FileKind> of(byte[] head, int length) {
    return Arrays.stream(values()).filter(kind -> kind.begins(head, length)).findFirst();
  }

  private boolean begins(byte[] head, int length) {
    if (length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if ((head[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }
}
