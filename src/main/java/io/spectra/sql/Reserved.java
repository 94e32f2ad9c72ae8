package io.spectra.sql;

import java.util.Set;

/**
 * The words that give a query its structure, and that Redshift or PostgreSQL reserve. Whatever
 * other word the parser stumbles over may well be a name to the warehouse.
 */
final class Reserved {
  private static final Set<String> WORDS =
      Set.of(
          "all",
          "and",
          "any",
          "array",
          "as",
          "asc",
          "between",
          "both",
          "case",
          "cast",
          "collate",
          "cross",
          "default",
          "desc",
          "distinct",
          "do",
          "else",
          "end",
          "except",
          "false",
          "fetch",
          "for",
          "from",
          "full",
          "group",
          "having",
          "ilike",
          "in",
          "inner",
          "intersect",
          "into",
          "is",
          "join",
          "leading",
          "left",
          "like",
          "limit",
          "minus",
          "natural",
          "not",
          "null",
          "nulls",
          "offset",
          "on",
          "only",
          "or",
          "order",
          "outer",
          "over",
          "partition",
          "right",
          "select",
          "similar",
          "some",
          "then",
          "to",
          "top",
          "trailing",
          "true",
          "union",
          "using",
          "when",
          "where",
          "window",
          "with",
          "within");

  private Reserved() {}

  static boolean isReserved(String word) {
    return WORDS.contains(word);
  }
}
