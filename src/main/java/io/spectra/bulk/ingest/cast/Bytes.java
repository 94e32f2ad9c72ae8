package io.spectra.bulk.ingest.cast;

import java.util.Base64;
import java.util.HexFormat;

/**
 * VARBYTE, which files hold in base64, as results and exports have it.
 *
 * @param sqlType the type as the warehouse writes it, which tells how it takes bytes
 */
record Bytes(String sqlType) implements Cast {
  @Override
  public String cast(String text) {
    try {
      String hex = HexFormat.of().formatHex(Base64.getDecoder().decode(text.strip()));
      return sqlType.startsWith("bytea") ? "\\x" + hex : hex;
    } catch (IllegalArgumentException e) {
      throw Rejection.of(RejectCode.TYPE_MISMATCH, text, "is no base64");
    }
  }
}
