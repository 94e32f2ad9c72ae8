package io.spectra.sql;

/**
 * Follows the brackets while SQL is read, and bounds how deep they nest and how long a list grows,
 * so that no later step meets a shape that could cost it its stack or its time.
 */
final class Brackets {
  static final int MAX_DEPTH = 200;
  static final int MAX_LIST = 20_000;

  private final String sql;
  private final int[] openedAt = new int[MAX_DEPTH + 1];
  private final int[] commas = new int[MAX_DEPTH + 1];
  private int depth;

  Brackets(String sql) {
    this.sql = sql;
  }

  /** Takes one symbol in; returns the depth of what surrounds it. */
  int take(char symbol, int at) {
    return switch (symbol) {
      case '(', '[' -> open(at);
      case ')' -> close('(', at);
      case ']' -> close('[', at);
      case ',' -> count(at);
      default -> depth;
    };
  }

  int depth() {
    return depth;
  }

  /** Whether what is read now stands directly in square brackets. */
  boolean inSquare() {
    return depth > 0 && sql.charAt(openedAt[depth]) == '[';
  }

  /** The offset of the innermost bracket that was never closed, or -1. */
  int unclosed() {
    return depth == 0 ? -1 : openedAt[depth];
  }

  private int open(int at) {
    if (depth == MAX_DEPTH) {
      throw Refusal.invalid(sql, at, "Nested too deep: at most " + MAX_DEPTH + " brackets");
    }
    depth++;
    openedAt[depth] = at;
    commas[depth] = 0;
    return depth - 1;
  }

  private int close(char opening, int at) {
    if (depth == 0 || sql.charAt(openedAt[depth]) != opening) {
      throw Refusal.invalid(sql, at, "Nothing is open that this bracket could close: remove it");
    }
    return --depth;
  }

  private int count(int at) {
    if (++commas[depth] >= MAX_LIST) {
      throw Refusal.invalid(sql, at, "List too long: at most " + MAX_LIST + " elements");
    }
    return depth;
  }
}
