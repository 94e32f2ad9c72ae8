package io.spectra.bulk.ingest;

import io.spectra.bulk.ingest.table.TargetTable;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Operation;
import io.spectra.warehouse.Rows;
import io.spectra.warehouse.WritingSession;
import java.util.List;

/** What the tenant's user must be granted on a table for a load, asked before anything is read. */
final class Grants {
  private Grants() {}

  /**
   * @throws Failure {@code FORBIDDEN} naming the first one that is missing
   */
  static void check(WritingSession session, TargetTable target, Operation operation) {
    for (String grant : needed(operation)) {
      try (Rows rows =
          session.query("SELECT has_table_privilege(?, '" + grant + "')", target.sqlName())) {
        if (!rows.next() || !rows.text(1).startsWith("t")) {
          throw Failure.of(
              ErrorCode.FORBIDDEN,
              "The tenant has no grant to %s on the table %s."
                  .formatted(grant, target.schema() + "." + target.name()));
        }
      }
    }
  }

  private static List<String> needed(Operation operation) {
    return switch (operation) {
      case INSERT -> List.of("SELECT", "INSERT");
      case UPDATE -> List.of("SELECT", "UPDATE");
      case UPSERT -> List.of("SELECT", "INSERT", "UPDATE");
      case DELETE -> List.of("SELECT", "DELETE");
      case QUERY -> throw new IllegalArgumentException("a query loads nothing");
    };
  }
}
