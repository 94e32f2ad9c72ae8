package io.spectra.sql;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * SQL as a key of a map. Its hash is a checksum that the processor computes: on statements of some
 * kilobytes, {@link String#hashCode()} costs more than all the rest of a remembered verdict. Texts
 * that collide on purpose are told apart by their order.
 */
final class Text implements Comparable<Text> {
  private final String sql;
  private final int hash;

  Text(String sql) {
    CRC32C checksum = new CRC32C();
    checksum.update(sql.getBytes(StandardCharsets.UTF_8));
    this.sql = sql;
    this.hash = (int) checksum.getValue();
  }

  String sql() {
    return sql;
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Text text && hash == text.hash && sql.equals(text.sql);
  }

  @Override
  public int compareTo(Text other) {
    return sql.compareTo(other.sql);
  }
}
