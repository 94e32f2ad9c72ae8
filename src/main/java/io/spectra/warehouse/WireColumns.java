package io.spectra.warehouse;

import com.amazon.redshift.core.BaseConnection;
import com.amazon.redshift.core.Field;
import com.amazon.redshift.core.Oid;
import com.amazon.redshift.core.TypeInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The columns of a result as the warehouse describes it on the wire. */
final class WireColumns {
  /** The types of nearly every column; the driver looks up the others, as JDBC does. */
  private static final Map<Integer, ColumnType> BY_OID =
      Map.ofEntries(
          Map.entry(Oid.INT2, ColumnType.SMALLINT),
          Map.entry(Oid.INT4, ColumnType.INTEGER),
          Map.entry(Oid.INT8, ColumnType.BIGINT),
          Map.entry(Oid.NUMERIC, ColumnType.DECIMAL),
          Map.entry(Oid.FLOAT4, ColumnType.REAL),
          Map.entry(Oid.FLOAT8, ColumnType.DOUBLE_PRECISION),
          Map.entry(Oid.BOOL, ColumnType.BOOLEAN),
          Map.entry(Oid.BPCHAR, ColumnType.CHAR),
          Map.entry(Oid.VARCHAR, ColumnType.VARCHAR),
          Map.entry(Oid.TEXT, ColumnType.VARCHAR),
          Map.entry(Oid.DATE, ColumnType.DATE),
          Map.entry(Oid.TIME, ColumnType.TIME),
          Map.entry(Oid.TIMESTAMP, ColumnType.TIMESTAMP),
          Map.entry(Oid.TIMESTAMPTZ, ColumnType.TIMESTAMPTZ));

  private WireColumns() {}

  static List<Column> of(Field[] fields, BaseConnection connection) {
    List<String> labels = new ArrayList<>(fields.length);
    for (Field field : fields) {
      labels.add(field.getColumnLabel());
    }
    List<String> names = ColumnNames.unique(labels);
    List<Column> columns = new ArrayList<>(fields.length);
    for (int i = 0; i < fields.length; i++) {
      columns.add(new Column(i + 1, names.get(i), type(fields[i].getOID(), connection)));
    }
    return columns;
  }

  /** The same with precision and scale, where they are declared. */
  static List<Column> sized(Field[] fields, BaseConnection connection) {
    return of(fields, connection).stream()
        .map(column -> sized(column, fields[column.index() - 1], connection.getTypeInfo()))
        .toList();
  }

  private static Column sized(Column column, Field field, TypeInfo types) {
    return column.type() == ColumnType.UNKNOWN
        ? column
        : new Column(
            column.index(),
            column.name(),
            column.type(),
            types.getPrecision(field.getOID(), field.getMod()),
            types.getScale(field.getOID(), field.getMod()));
  }

  /** Whether the bytes on the wire are the value's text, not another form of it. */
  static boolean isText(ColumnType type) {
    return switch (type) {
      case VARBYTE, GEOMETRY, GEOGRAPHY, HLLSKETCH, UNKNOWN -> false;
      default -> true;
    };
  }

  private static ColumnType type(int oid, BaseConnection connection) {
    ColumnType usual = BY_OID.get(oid);
    if (usual != null) {
      return usual;
    }
    try {
      return ColumnType.ofDriverName(connection.getTypeInfo().getRSType(oid));
    } catch (SQLException unknownToTheDriver) {
      return ColumnType.UNKNOWN;
    }
  }
}
