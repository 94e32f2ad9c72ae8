package io.spectra.local.relay;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which of a session's prepared statements and portals transfer data, by their names. Not
 * thread-safe.
 */
final class Statements {
  private final Map<String, Rewrite> statements = new HashMap<>();
  private final Map<String, Rewrite> portals = new HashMap<>();

  void parsed(String statement, Optional<Rewrite> rewrite) {
    rewrite
        .filter(some -> some.transfer().isPresent())
        .ifPresentOrElse(
            transferring -> statements.put(statement, transferring),
            () -> statements.remove(statement));
  }

  void bound(String portal, String statement) {
    Rewrite rewrite = statements.get(statement);
    if (rewrite == null) {
      portals.remove(portal);
    } else {
      portals.put(portal, rewrite);
    }
  }

  /** A transfer of its own for each execution. */
  Optional<Escort> executed(String portal) {
    return Optional.ofNullable(portals.get(portal)).flatMap(Statements::escort);
  }

  static Optional<Escort> escort(Rewrite rewrite) {
    return rewrite.transfer().map(transfer -> new Escort(transfer, rewrite.positions()));
  }
}
