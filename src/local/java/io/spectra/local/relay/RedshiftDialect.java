package io.spectra.local.relay;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the statements that only Redshift knows, and writes them for PostgreSQL. */
final class RedshiftDialect {
  private static final Pattern LEADING =
      Pattern.compile("(?:\\s|--[^\\n]*(?:\\n|$)|/\\*.*?\\*/)*", Pattern.DOTALL);

  private RedshiftDialect() {}

  /**
   * @return nothing if PostgreSQL can have the statement as it is
   */
  static Optional<Rewrite> rewrite(String sql) {
    Matcher leading = LEADING.matcher(sql);
    int start = leading.lookingAt() ? leading.end() : 0;
    try {
      return UnloadStatement.rewrite(sql, start)
          .or(() -> CopyStatement.rewrite(sql, start))
          .or(() -> SettingStatements.rewrite(sql, start))
          .or(() -> CatalogStatements.rewrite(sql, start));
    } catch (UnsupportedOptionException e) {
      return Optional.of(Rewrite.refusal(sql, e.getMessage()));
    }
  }

  /**
   * The same for the statement that begins at an index of a message. Most are plain queries: for
   * these a look at the first letters suffices.
   */
  static Optional<Rewrite> rewrite(byte[] body, int start) {
    return mayBeOurs(body, start) ? rewrite(CString.at(body, start)) : Optional.empty();
  }

  private static boolean mayBeOurs(byte[] body, int start) {
    int first = start;
    while (body[first] != 0 && body[first] <= ' ') {
      first++;
    }
    return switch (body[first]) {
      case 'u', 'U', 'c', 'C', 'r', 'R', '/', '-' -> true;
      // SET and SHOW, but not SELECT.
      case 's', 'S' -> (body[first + 1] | 0x20) != 'e' || (body[first + 2] | 0x20) != 'l';
      default -> false;
    };
  }
}
