package io.spectra.local.relay;

import java.util.ArrayList;
import java.util.List;

/** The bodies of ErrorResponse and NoticeResponse: fields of a letter and a string each. */
final class ErrorFields {
  private static final char POSITION = 'P';

  private ErrorFields() {}

  static byte[] error(TransferFailure failure) {
    return body("ERROR", failure.sqlState(), failure.message());
  }

  static byte[] info(String message) {
    return body("INFO", "00000", message);
  }

  /** The same error with its position in the client's statement. */
  static byte[] mapPosition(byte[] body, PositionMap positions) {
    List<String> fields = new ArrayList<>();
    for (int start = 0; body[start] != 0; start = CString.end(body, start) + 1) {
      String field = CString.at(body, start);
      fields.add(field.charAt(0) == POSITION ? POSITION + mapped(field, positions) : field);
    }
    fields.add("");
    return CString.of(fields.toArray(String[]::new));
  }

  private static String mapped(String field, PositionMap positions) {
    return String.valueOf(positions.toOriginal(Integer.parseInt(field.substring(1))));
  }

  private static byte[] body(String severity, String sqlState, String message) {
    return CString.of("S" + severity, "V" + severity, "C" + sqlState, "M" + message, "");
  }
}
