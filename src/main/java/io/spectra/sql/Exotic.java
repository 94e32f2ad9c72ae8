package io.spectra.sql;

import java.util.Set;

/**
 * Syntax that the warehouse may read and that the parser is known not to, or only in part. Where it
 * occurs, an error of the parser proves nothing.
 */
final class Exotic {
  private static final Set<String> WORDS =
      Set.of(
          "pivot",
          "unpivot",
          "exclude",
          "connect",
          "prior",
          "approximate",
          "qualify",
          "grouping",
          "window",
          "overlaps",
          "tablesample",
          "ordinality",
          "normalized",
          "collation",
          "xmlelement",
          "xmlforest",
          "xmltable",
          "xmlattributes",
          "xmlparse",
          "json_table");

  private static final Set<String> SET_OPERATIONS = Set.of("union", "except", "intersect", "minus");

  private Exotic() {}

  static boolean isIn(Tokens tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      if (isWord(tokens, i) || isShape(tokens, i) || Operators.isUnknown(tokens, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWord(Tokens tokens, int index) {
    Token token = tokens.at(index);
    if (token.kind() != TokenKind.WORD || token.label()) {
      return false;
    }
    return WORDS.contains(token.word())
        || token.isKeyword("at") && !tokens.keyword(index + 1, "time")
        || token.isKeyword("filter") && tokens.symbol(index - 1, ')');
  }

  private static boolean isShape(Tokens tokens, int index) {
    return isSubstring(tokens, index)
        || isTypeTest(tokens, index)
        || isRowsFrom(tokens, index)
        || isBracketedSetOperation(tokens, index)
        || tokens.symbol(index, '.')
            && tokens.symbol(index - 1, ')')
            && tokens.symbol(index + 1, '*')
        || tokens.keyword(index, "using") && Operators.isOperator(tokens.at(index + 1));
  }

  /** {@code SUBSTRING(a FOR 2)}, {@code SUBSTRING(a SIMILAR b ESCAPE c)}. */
  private static boolean isSubstring(Tokens tokens, int index) {
    if (!tokens.keyword(index, "substring") || !tokens.symbol(index + 1, '(')) {
      return false;
    }
    for (int i = index + 2; i < tokens.closing(index + 1); i++) {
      if (tokens.keyword(i, "for") || tokens.keyword(i, "similar")) {
        return true;
      }
    }
    return false;
  }

  /** {@code IS JSON}, {@code IS NOT JSON}, {@code IS OF (type)}. */
  private static boolean isTypeTest(Tokens tokens, int index) {
    boolean type = tokens.keyword(index, "json") || tokens.keyword(index, "of");
    return type && (tokens.keyword(index - 1, "is") || tokens.keyword(index - 1, "not"));
  }

  private static boolean isRowsFrom(Tokens tokens, int index) {
    return tokens.keyword(index, "rows") && tokens.keyword(index + 1, "from");
  }

  private static boolean isBracketedSetOperation(Tokens tokens, int index) {
    Token token = tokens.at(index);
    return token.kind() == TokenKind.WORD
        && !token.label()
        && SET_OPERATIONS.contains(token.word())
        && tokens.symbol(index - 1, ')')
        && token.depth() > 0;
  }
}
