package io.spectra.sql;

import java.util.OptionalInt;

/**
 * Finds the row limit of the whole statement: not of a subquery, a common table or one side of a
 * set operation.
 */
final class RowLimits {
  private final Tokens tokens;
  private final int from;
  private final int to;
  private final int depth;

  private RowLimits(Tokens tokens, int from, int to, int depth) {
    this.tokens = tokens;
    this.from = from;
    this.to = to;
    this.depth = depth;
  }

  /** Looks inside brackets that enclose all of the statement. */
  static RowLimit find(Tokens tokens) {
    int from = 0;
    int to = tokens.size();
    while (tokens.symbol(from, '(') && tokens.closing(from) == to - 1) {
      from++;
      to--;
    }
    return new RowLimits(tokens, from, to, from).find();
  }

  private RowLimit find() {
    int limit = last("limit");
    int fetch = last("fetch");
    if (limit >= 0) {
      return fetch >= 0 ? RowLimit.OPAQUE : limit(limit);
    }
    if (fetch >= 0 && isFetchFirst(fetch)) {
      return fetch(fetch);
    }
    int top = top();
    if (top >= 0) {
      return hasSetOperation() ? RowLimit.OPAQUE : top(top);
    }
    int offset = last("offset");
    return RowLimit.none(offset >= 0 ? offset : to);
  }

  /** {@code LIMIT n}, {@code LIMIT (n)}, {@code LIMIT ALL}; any expression is opaque. */
  private RowLimit limit(int limit) {
    int value = limit + 1;
    if (tokens.keyword(value, "all") || tokens.keyword(value, "null")) {
      return endsAt(value + 1) ? RowLimit.unlimited(value, value + 1) : RowLimit.OPAQUE;
    }
    int end = tokens.symbol(value, '(') ? tokens.closing(value) + 1 : value + 1;
    return endsAt(end) ? integer(value, end) : RowLimit.OPAQUE;
  }

  private boolean endsAt(int index) {
    return index == to || tokens.keyword(index, "offset");
  }

  private boolean isFetchFirst(int fetch) {
    return tokens.keyword(fetch + 1, "first") || tokens.keyword(fetch + 1, "next");
  }

  /** {@code FETCH FIRST n ROWS ONLY}; without n it is one row; WITH TIES is opaque. */
  private RowLimit fetch(int fetch) {
    boolean only = tokens.keyword(to - 1, "only");
    int value = fetch + 2;
    int unit = to - 2;
    if (!only || !(tokens.keyword(unit, "row") || tokens.keyword(unit, "rows"))) {
      return RowLimit.OPAQUE;
    }
    return value == unit ? RowLimit.integer(value, value, 1) : integer(value, unit);
  }

  /** The index of what follows TOP, or -1. */
  private int top() {
    int select = first("select");
    int at = select + 1;
    while (tokens.keyword(at, "distinct") || tokens.keyword(at, "all")) {
      at++;
    }
    boolean number =
        tokens.at(at + 1).kind() == TokenKind.NUMBER
            || tokens.symbol(at + 1, '(') && tokens.at(at + 2).kind() == TokenKind.NUMBER;
    return select >= 0 && tokens.keyword(at, "top") && number ? at + 1 : -1;
  }

  private RowLimit top(int value) {
    int end = tokens.symbol(value, '(') ? tokens.closing(value) + 1 : value + 1;
    boolean other = tokens.keyword(end, "percent") || tokens.keyword(end, "with");
    return other ? RowLimit.OPAQUE : integer(value, end);
  }

  /** One integer, perhaps in brackets. */
  private RowLimit integer(int start, int end) {
    int inner = start;
    int last = end;
    while (tokens.symbol(inner, '(') && tokens.closing(inner) == last - 1) {
      inner++;
      last--;
    }
    if (last != inner + 1 || tokens.at(inner).kind() != TokenKind.NUMBER) {
      return RowLimit.OPAQUE;
    }
    OptionalInt value = parse(tokens.text(inner));
    return value.isEmpty() ? RowLimit.OPAQUE : RowLimit.integer(start, end, value.getAsInt());
  }

  private static OptionalInt parse(String digits) {
    if (!digits.chars().allMatch(Characters::isDigit)) {
      return OptionalInt.empty();
    }
    String significant = digits.replaceFirst("^0+(?=.)", "");
    return OptionalInt.of(
        significant.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(significant));
  }

  private boolean hasSetOperation() {
    return last("union") >= 0
        || last("except") >= 0
        || last("intersect") >= 0
        || last("minus") >= 0;
  }

  private int first(String keyword) {
    for (int i = from; i < to; i++) {
      if (tokens.at(i).depth() == depth && tokens.keyword(i, keyword)) {
        return i;
      }
    }
    return -1;
  }

  private int last(String keyword) {
    for (int i = to - 1; i >= from; i--) {
      if (tokens.at(i).depth() == depth && tokens.keyword(i, keyword)) {
        return i;
      }
    }
    return -1;
  }
}
