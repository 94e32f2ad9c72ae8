package io.spectra.bulk.export;

import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.sql.GatedSql;
import io.spectra.sql.OuterClauses;
import io.spectra.warehouse.Column;
import io.spectra.warehouse.ColumnType;
import java.util.List;
import java.util.Optional;

/** What UNLOAD can give in the very form that the contract promises, and what streams. Pure. */
final class UnloadRules {
  private static final int LONGEST_NAME = 63;

  private UnloadRules() {}

  /** Why an export has to stream; empty where UNLOAD does. */
  static Optional<String> objection(ExportPlan plan, List<Column> columns) {
    if (columns.isEmpty()) {
      return Optional.of("it has no columns");
    }
    if (plan.contentType() == ContentType.PARQUET) {
      return parquet(plan, columns);
    }
    if (OuterClauses.of(plan.sql()).ordered()) {
      return Optional.of("its ORDER BY would be a subquery's");
    }
    return columns.stream()
        .filter(column -> !textual(column.type()) || !nameable(column.name()))
        .findFirst()
        .map(column -> "column '" + column.name() + "' is one that UNLOAD writes otherwise");
  }

  /** Whether a query is unloaded as it is, for the order of its rows, instead of as a subquery. */
  static boolean plain(GatedSql sql) {
    return OuterClauses.of(sql).ordered();
  }

  private static Optional<String> parquet(ExportPlan plan, List<Column> columns) {
    if (plan.compression() == Compression.GZIP) {
      return Optional.of("UNLOAD compresses Parquet with Snappy alone");
    }
    OuterClauses clauses = OuterClauses.of(plan.sql());
    if (clauses.ordered() && clauses.limited()) {
      return Optional.of("its ORDER BY with LIMIT would be a subquery's");
    }
    return columns.stream()
        .filter(column -> !typed(column))
        .findFirst()
        .map(column -> "column '" + column.name() + "' has no type in UNLOAD's Parquet");
  }

  private static boolean textual(ColumnType type) {
    return switch (type) {
      case SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE_PRECISION, BOOLEAN -> true;
      case VARCHAR, DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> true;
      // Blanks at its end are lost in a cast.
      case CHAR -> false;
      case TIMETZ, INTERVAL_YEAR_TO_MONTH, INTERVAL_DAY_TO_SECOND -> false;
      case SUPER, VARBYTE, GEOMETRY, GEOGRAPHY, HLLSKETCH, UNKNOWN -> false;
    };
  }

  private static boolean typed(Column column) {
    return switch (column.type()) {
      case SMALLINT, INTEGER, BIGINT, REAL, DOUBLE_PRECISION, BOOLEAN -> true;
      case DECIMAL -> column.precision() > 0;
      case VARCHAR, DATE, TIMESTAMP, TIMESTAMPTZ, SUPER, VARBYTE -> true;
      case CHAR, TIME, TIMETZ, INTERVAL_YEAR_TO_MONTH, INTERVAL_DAY_TO_SECOND -> false;
      case GEOMETRY, GEOGRAPHY, HLLSKETCH, UNKNOWN -> false;
    };
  }

  /** Names that stand in a header and in a JSON object as they are. */
  private static boolean nameable(String name) {
    return name.length() <= LONGEST_NAME
        && name.chars().noneMatch(c -> c < ' ' || c == '"' || c == ',' || c == '\\');
  }
}
