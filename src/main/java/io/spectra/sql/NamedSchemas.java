package io.spectra.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the schemas that a statement names. Errs on the side of "yes": {@code o.items} in a FROM
 * clause may be a path into a SUPER column of the alias {@code o}, and without a catalog nobody can
 * tell, so it counts as a table of the schema {@code o}.
 */
final class NamedSchemas {
  private NamedSchemas() {}

  static List<NamedSchema> in(Tokens tokens) {
    List<NamedSchema> found = new ArrayList<>();
    Clauses clauses = new Clauses();
    for (int i = 0; i < tokens.size(); i++) {
      clauses.take(tokens.at(i));
      if (beginsQualifiedName(tokens, i)) {
        int last = lastPart(tokens, i);
        if (clauses.inFrom() || tokens.symbol(last + 1, '(')) {
          found.add(schema(tokens, i, last));
        }
      }
    }
    return List.copyOf(found);
  }

  private static boolean beginsQualifiedName(Tokens tokens, int index) {
    return tokens.at(index).isName()
        && tokens.symbol(index + 1, '.')
        && !tokens.symbol(index - 1, '.');
  }

  private static int lastPart(Tokens tokens, int first) {
    int last = first;
    while (tokens.symbol(last + 1, '.')
        && last + 2 < tokens.size()
        && tokens.at(last + 2).isName()) {
      last += 2;
    }
    return last;
  }

  private static NamedSchema schema(Tokens tokens, int first, int last) {
    Token start = tokens.at(first);
    String name =
        last - first > 2 ? start.word() + "." + tokens.at(first + 2).word() : start.word();
    return new NamedSchema(name, Refusal.position(tokens.sql(), start.start()));
  }
}
