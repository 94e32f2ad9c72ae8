package io.spectra.warehouse;

import com.amazon.redshift.core.Oid;
import com.amazon.redshift.core.ParameterList;
import io.spectra.sql.GatedSql;
import io.spectra.sql.OffsetMap;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A statement and the values of its parameters.
 *
 * @param text the statement, with a {@code ?} for each value
 * @param offsets from positions in what the warehouse gets to positions in the SQL as sent
 * @param values String, BigDecimal, Long, Boolean or null, in the order of the {@code ?};
 *     unmodifiable
 */
public record BoundSql(String text, OffsetMap offsets, List<Object> values) {
  public BoundSql {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  /** What the gate let through, with a value for each of its {@link GatedSql#binds()}. */
  public static BoundSql of(GatedSql sql, List<Object> values) {
    OffsetMap offsets =
        values.isEmpty() ? sql.offsets() : new BindOffsets(sql.text(), sql.offsets());
    return new BoundSql(sql.text(), offsets, values);
  }

  /** A statement of the service itself. */
  public static BoundSql own(String text) {
    return new BoundSql(text, executed -> executed, List.of());
  }

  void bind(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      bind(statement, i + 1, values.get(i));
    }
  }

  private static void bind(PreparedStatement statement, int index, Object value)
      throws SQLException {
    if (value == null) {
      // No type: the warehouse takes the one that the place of the parameter asks for.
      statement.setNull(index, Types.NULL);
    } else if (value instanceof Boolean flag) {
      statement.setBoolean(index, flag);
    } else if (value instanceof Long number) {
      statement.setLong(index, number);
    } else if (value instanceof BigDecimal number) {
      statement.setBigDecimal(index, number);
    } else {
      statement.setString(index, (String) value);
    }
  }

  /** The same below JDBC; null where there are no values. */
  void bind(ParameterList parameters) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      bind(parameters, i + 1, values.get(i));
    }
  }

  private static void bind(ParameterList parameters, int index, Object value) throws SQLException {
    if (value == null) {
      parameters.setNull(index, Oid.UNSPECIFIED);
    } else if (value instanceof Boolean flag) {
      parameters.setLiteralParameter(index, flag ? "TRUE" : "FALSE", Oid.BOOL);
    } else if (value instanceof Long number) {
      parameters.setLiteralParameter(index, number.toString(), Oid.INT8);
    } else if (value instanceof BigDecimal number) {
      parameters.setLiteralParameter(index, number.toString(), Oid.NUMERIC);
    } else {
      parameters.setStringParameter(index, (String) value, Oid.VARCHAR);
    }
  }
}
