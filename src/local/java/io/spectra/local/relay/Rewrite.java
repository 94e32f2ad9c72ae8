package io.spectra.local.relay;

import java.util.Optional;

/**
 * What the database gets in place of a statement that only Redshift knows.
 *
 * @param positions how positions in {@code sql} map to the client's statement
 * @param transfer what to move while it runs
 */
record Rewrite(String sql, PositionMap positions, Optional<Transfer> transfer) {
  /** A statement that is exchanged for another one as a whole. */
  static Rewrite of(String original, String sql) {
    var positions = new PositionMap.Builder(original).insert(sql, 0).positions();
    return new Rewrite(sql, positions, Optional.empty());
  }

  /** A statement that fails with SQLSTATE 0A000, feature not supported. */
  static Rewrite refusal(String original, String message) {
    String quoted = "'" + message.replace("'", "''") + "'";
    return of(
        original,
        "DO $relay$ BEGIN RAISE EXCEPTION USING ERRCODE = '0A000', MESSAGE = %s; END $relay$"
            .formatted(quoted));
  }
}
