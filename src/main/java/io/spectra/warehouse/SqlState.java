package io.spectra.warehouse;

import com.amazon.redshift.util.RedshiftException;
import com.amazon.redshift.util.ServerErrorMessage;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SQLSTATE of an error. Redshift's compute nodes report every error as {@code XX000}, internal
 * error, and write its number into the detail ({@code code: 1058}) or as the whole message ({@code
 * 1023}); the numbers that are the caller's to know have the SQLSTATE here that the leader node has
 * for them.
 */
final class SqlState {
  private static final String INTERNAL = "XX000";
  private static final Pattern CODE = Pattern.compile("(?:^|code:\\s+)(\\d+)");

  private static final Map<String, String> BY_CODE =
      Map.of(
          // Serializable isolation violation.
          "1023", "40001",
          // Numeric data overflow.
          "1058", "22003",
          // Invalid digit in a conversion.
          "1207", "22P02");

  private SqlState() {}

  /** Five characters; empty where the driver gave none. */
  static String of(SQLException error) {
    String state = error.getSQLState();
    if (!INTERNAL.equals(state)) {
      return state == null ? "" : state;
    }
    ServerErrorMessage server =
        error instanceof RedshiftException redshift ? redshift.getServerErrorMessage() : null;
    Matcher code =
        CODE.matcher(server == null ? "" : server.getMessage() + "\n" + server.getDetail());
    return code.find() ? BY_CODE.getOrDefault(code.group(1), INTERNAL) : INTERNAL;
  }
}
