package io.spectra.warehouse;

import com.amazon.redshift.core.NativeQuery;
import com.amazon.redshift.core.SqlCommand;
import java.util.Arrays;

/** Writes each {@code ?} outside quotes as {@code $1}, {@code $2} and so on. Pure. */
final class Placeholders {
  private Placeholders() {}

  /** The statement as the warehouse takes it. */
  static NativeQuery number(String sql) {
    if (sql.indexOf('?') < 0) {
      return one(sql, new int[0]);
    }
    StringBuilder numbered = new StringBuilder(sql.length() + 16);
    int[] places = new int[(int) sql.chars().filter(character -> character == '?').count()];
    int parameters = 0;
    char quote = 0;
    for (int i = 0; i < sql.length(); i++) {
      char character = sql.charAt(i);
      if (quote == 0 && character == '?') {
        places[parameters++] = numbered.length();
        numbered.append('$').append(parameters);
        continue;
      }
      if (character == quote) {
        quote = 0;
      } else if (quote == 0 && (character == '\'' || character == '"')) {
        quote = character;
      }
      numbered.append(character);
    }
    return one(numbered.toString(), Arrays.copyOf(places, parameters));
  }

  /** It is one statement: what follows a semicolon in it the warehouse refuses. */
  private static NativeQuery one(String sql, int[] places) {
    return new NativeQuery(sql, places, false, SqlCommand.BLANK);
  }
}
