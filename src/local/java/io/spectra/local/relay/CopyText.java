package io.spectra.local.relay;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads rows in PostgreSQL's text format of COPY (its manual, "COPY", "Text Format"). Pure. */
final class CopyText {
  private CopyText() {}

  /** The fields of a row as UTF-8; null for NULL. */
  static List<byte[]> fields(byte[] row) {
    List<byte[]> fields = new ArrayList<>();
    int end = row.length > 0 && row[row.length - 1] == '\n' ? row.length - 1 : row.length;
    int start = 0;
    for (int i = 0; i <= end; i++) {
      if (i == end || row[i] == '\t') {
        fields.add(field(row, start, i));
        start = i + 1;
      }
    }
    return fields;
  }

  private static byte[] field(byte[] row, int start, int end) {
    if (end - start == 2 && row[start] == '\\' && row[start + 1] == 'N') {
      return null;
    }
    ByteArrayOutputStream field = new ByteArrayOutputStream(end - start);
    for (int i = start; i < end; i++) {
      field.write(row[i] == '\\' ? unescaped(row[++i]) : row[i]);
    }
    return field.toByteArray();
  }

  private static int unescaped(byte letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0b;
      default -> letter;
    };
  }
}
