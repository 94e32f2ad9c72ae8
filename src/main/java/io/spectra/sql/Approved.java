package io.spectra.sql;

import java.util.List;
import java.util.OptionalInt;

/**
 * SQL that the rules let through, ready to be limited to any number of rows. Thread-safe; remembers
 * the latest answer, as most callers ask for the same number of rows.
 */
final class Approved {
  private final Rebuilt rebuilt;
  private final RowLimit limit;
  private final List<NamedSchema> schemas;
  private volatile Answer latest;

  private record Answer(OptionalInt max, GatedSql sql) {}

  Approved(Rebuilt rebuilt) {
    this.rebuilt = rebuilt;
    this.limit = RowLimits.find(rebuilt.tokens());
    this.schemas = NamedSchemas.in(rebuilt.tokens());
  }

  GatedSql limitTo(OptionalInt max) {
    Answer known = latest;
    if (known != null && known.max().equals(max)) {
      return known.sql();
    }
    GatedSql sql = write(max);
    latest = new Answer(max, sql);
    return sql;
  }

  private GatedSql write(OptionalInt max) {
    Edit edit = edit(max);
    return new GatedSql(
        edit.applyTo(rebuilt.text()),
        new Positions(rebuilt, edit),
        limit.rows(max),
        limit.stated(),
        rebuilt.tokens().binds(),
        schemas);
  }

  /** One row more than allowed is asked for, so that the reader sees whether rows were cut. */
  private Edit edit(OptionalInt max) {
    int end = rebuilt.text().length();
    if (max.isEmpty() || limit.kind() == RowLimit.Kind.OPAQUE) {
      return new Edit(end, end, "");
    }
    long wanted = max.getAsInt() + 1L;
    return switch (limit.kind()) {
      case OPAQUE -> new Edit(end, end, "");
      case NONE -> insert(wanted);
      case UNLIMITED -> replace(wanted);
      case INTEGER -> {
        boolean keep = limit.stated().getAsInt() <= max.getAsInt();
        yield keep ? new Edit(end, end, "") : replace(wanted);
      }
    };
  }

  private Edit insert(long rows) {
    int at = limit.from();
    if (at == rebuilt.tokens().size()) {
      int end = rebuilt.text().length();
      return new Edit(end, end, " LIMIT " + rows);
    }
    int start = rebuilt.start(at);
    return Edit.words(rebuilt.text(), start, start, "LIMIT " + rows);
  }

  private Edit replace(long rows) {
    int start = rebuilt.start(limit.from());
    int end = limit.from() == limit.to() ? start : rebuilt.end(limit.to() - 1);
    return Edit.words(rebuilt.text(), start, end, String.valueOf(rows));
  }
}
