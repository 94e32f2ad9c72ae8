package io.spectra.bench.query;

import java.util.Locale;
import java.util.function.IntFunction;

/** What is asked for. Every request has a number, so that look-ups are not all the same. */
enum Shape {
  KEY(n -> "SELECT * FROM sales WHERE sale_id = " + at(n, 100_000)),
  KEY_BOUND(n -> "SELECT * FROM sales WHERE sale_id = :id"),
  ROWS_100(
      n -> {
        int from = at(n, 99_000);
        return "SELECT * FROM sales WHERE sale_id BETWEEN " + from + " AND " + (from + 99);
      }),
  ROWS_10000(n -> "SELECT * FROM sales WHERE sale_id <= 10000"),
  AGGREGATE(n -> "SELECT region, SUM(amount) AS total FROM sales WHERE sale_id <= 5000 GROUP BY 1");

  private static final int STRIDE = 7_919;
  private final IntFunction<String> sql;

  Shape(IntFunction<String> sql) {
    this.sql = sql;
  }

  /** For a driver: with its values in the text. */
  String sql(int number) {
    return sql.apply(number).replace(":id", Integer.toString(at(number, 100_000)));
  }

  /** For HTTP: a JSON body. */
  String body(int number) {
    String bind =
        this == KEY_BOUND
            ? ", \"parameters\": {\"bind\": {\"id\": " + at(number, 100_000) + "}}"
            : "";
    return "{\"sql\": \"" + sql.apply(number) + "\"" + bind + "}";
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static int at(int number, int of) {
    return 1 + Math.floorMod(number * STRIDE, of);
  }
}
