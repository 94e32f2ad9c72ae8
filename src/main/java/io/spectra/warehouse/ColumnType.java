package io.spectra.warehouse;

import java.util.Map;

/** The data types of Amazon Redshift, and what else its driver may deliver. */
public enum ColumnType {
  SMALLINT("SMALLINT"),
  INTEGER("INTEGER"),
  BIGINT("BIGINT"),
  DECIMAL("DECIMAL"),
  REAL("REAL"),
  DOUBLE_PRECISION("DOUBLE PRECISION"),
  BOOLEAN("BOOLEAN"),
  CHAR("CHAR"),
  VARCHAR("VARCHAR"),
  DATE("DATE"),
  TIME("TIME"),
  TIMETZ("TIMETZ"),
  TIMESTAMP("TIMESTAMP"),
  TIMESTAMPTZ("TIMESTAMPTZ"),
  INTERVAL_YEAR_TO_MONTH("INTERVAL YEAR TO MONTH"),
  INTERVAL_DAY_TO_SECOND("INTERVAL DAY TO SECOND"),
  SUPER("SUPER"),
  VARBYTE("VARBYTE"),
  GEOMETRY("GEOMETRY"),
  GEOGRAPHY("GEOGRAPHY"),
  HLLSKETCH("HLLSKETCH"),
  /** A type that no table of Redshift can have, such as those of system functions. */
  UNKNOWN("UNKNOWN");

  /** By the driver's names; several are PostgreSQL's, which leader-node functions still give. */
  private static final Map<String, ColumnType> BY_DRIVER_NAME =
      Map.ofEntries(
          Map.entry("int2", SMALLINT),
          Map.entry("int4", INTEGER),
          Map.entry("int8", BIGINT),
          Map.entry("oid", BIGINT),
          Map.entry("numeric", DECIMAL),
          Map.entry("float4", REAL),
          Map.entry("float8", DOUBLE_PRECISION),
          Map.entry("bool", BOOLEAN),
          Map.entry("bpchar", CHAR),
          Map.entry("char", CHAR),
          Map.entry("varchar", VARCHAR),
          Map.entry("text", VARCHAR),
          Map.entry("name", VARCHAR),
          Map.entry("unknown", VARCHAR),
          Map.entry("date", DATE),
          Map.entry("time", TIME),
          Map.entry("timetz", TIMETZ),
          Map.entry("timestamp", TIMESTAMP),
          Map.entry("timestamptz", TIMESTAMPTZ),
          Map.entry("intervaly2m", INTERVAL_YEAR_TO_MONTH),
          Map.entry("intervald2s", INTERVAL_DAY_TO_SECOND),
          Map.entry("super", SUPER),
          Map.entry("json", SUPER),
          Map.entry("varbyte", VARBYTE),
          Map.entry("bytea", VARBYTE),
          Map.entry("geometry", GEOMETRY),
          Map.entry("geography", GEOGRAPHY),
          Map.entry("hllsketch", HLLSKETCH));

  private final String sqlName;

  ColumnType(String sqlName) {
    this.sqlName = sqlName;
  }

  /** The name in Redshift's own documentation, as {@code column_types} of an answer has it. */
  public String sqlName() {
    return sqlName;
  }

  /** The type that the driver calls by this name. */
  public static ColumnType ofDriverName(String name) {
    return BY_DRIVER_NAME.getOrDefault(name, UNKNOWN);
  }
}
