package io.spectra.sql;

import java.util.OptionalInt;

/**
 * Where a statement says how many rows it wants, and how it is told to want fewer.
 *
 * @param kind what was found
 * @param from the first token of what a smaller limit replaces, or the token before which one is
 *     put
 * @param to the token behind it, exclusive; equal to {@code from} for something to be put in
 * @param stated the integer that stands there
 */
record RowLimit(Kind kind, int from, int to, OptionalInt stated) {

  /** The forms of a limit. */
  enum Kind {
    /** An integer, which a smaller one can replace. */
    INTEGER,
    /** LIMIT ALL or LIMIT NULL: any integer can replace the second word. */
    UNLIMITED,
    /** No limit: one can be put before {@code from}. */
    NONE,
    /** Something that cannot be rewritten: the row cap of the statement has to do. */
    OPAQUE
  }

  static final RowLimit OPAQUE = new RowLimit(Kind.OPAQUE, 0, 0, OptionalInt.empty());

  static RowLimit none(int before) {
    return new RowLimit(Kind.NONE, before, before, OptionalInt.empty());
  }

  static RowLimit unlimited(int from, int to) {
    return new RowLimit(Kind.UNLIMITED, from, to, OptionalInt.empty());
  }

  static RowLimit integer(int from, int to, int stated) {
    return new RowLimit(Kind.INTEGER, from, to, OptionalInt.of(stated));
  }

  /** The most rows that the caller may get; empty if neither side limits them. */
  OptionalInt rows(OptionalInt max) {
    if (max.isEmpty() || stated.isEmpty()) {
      return max;
    }
    return OptionalInt.of(Math.min(max.getAsInt(), stated.getAsInt()));
  }
}
