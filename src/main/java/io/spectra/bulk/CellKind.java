package io.spectra.bulk;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/** How the values of a column are written as text; the same values as the query path gives. */
enum CellKind {
  /** As the warehouse itself writes it: text, dates, whatever else there is. */
  PLAIN,
  /** Digits as the warehouse writes them, so that decimals and 64-bit integers stay exact. */
  NUMBER,
  /** SUPER: its JSON. */
  JSON,
  BOOLEAN {
    @Override
    String text(ResultSet rows, int column) throws SQLException {
      boolean value = rows.getBoolean(column);
      return rows.wasNull() ? null : Boolean.toString(value);
    }
  },
  /** ISO 8601 without a zone. */
  TIMESTAMP {
    @Override
    String text(ResultSet rows, int column) throws SQLException {
      return IsoText.timestamp(rows.getString(column));
    }
  },
  /** ISO 8601 in UTC. */
  TIMESTAMPTZ {
    @Override
    String text(ResultSet rows, int column) throws SQLException {
      return IsoText.timestamptz(rows.getString(column));
    }
  },
  /** ISO 8601 with an offset. */
  TIMETZ {
    @Override
    String text(ResultSet rows, int column) throws SQLException {
      return IsoText.timetz(rows.getString(column));
    }
  },
  /** Base64 as in R-017. */
  BINARY {
    @Override
    String text(ResultSet rows, int column) throws SQLException {
      byte[] value = rows.getBytes(column);
      return value == null ? null : Base64.getEncoder().encodeToString(value);
    }
  };

  /**
   * By the names of the Redshift driver; {@code bytea} is its name for VARBYTE in older clusters.
   */
  private static final Map<String, CellKind> BY_TYPE =
      Map.ofEntries(
          Map.entry("bool", BOOLEAN),
          Map.entry("boolean", BOOLEAN),
          Map.entry("int2", NUMBER),
          Map.entry("int4", NUMBER),
          Map.entry("int8", NUMBER),
          Map.entry("float4", NUMBER),
          Map.entry("float8", NUMBER),
          Map.entry("numeric", NUMBER),
          Map.entry("timestamp", TIMESTAMP),
          Map.entry("timestamptz", TIMESTAMPTZ),
          Map.entry("timetz", TIMETZ),
          Map.entry("super", JSON),
          Map.entry("json", JSON),
          Map.entry("jsonb", JSON),
          Map.entry("varbyte", BINARY),
          Map.entry("bytea", BINARY));

  /** The value of a column of the current row as text, null for NULL. */
  String text(ResultSet rows, int column) throws SQLException {
    return rows.getString(column);
  }

  static CellKind of(ResultSetMetaData meta, int column) throws SQLException {
    String type = meta.getColumnTypeName(column);
    return type == null ? PLAIN : BY_TYPE.getOrDefault(type.toLowerCase(Locale.ROOT), PLAIN);
  }
}
