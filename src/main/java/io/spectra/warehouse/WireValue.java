package io.spectra.warehouse;

import com.amazon.redshift.core.Field;
import com.amazon.redshift.core.Oid;
import com.amazon.redshift.util.RedshiftBytea;
import com.amazon.redshift.util.RedshiftGeography;
import com.amazon.redshift.util.RedshiftVarbyte;
import java.sql.SQLException;
import java.util.stream.Stream;

/** What a value on the wire is to those who read it: itself, but for bytes that come as text. */
@FunctionalInterface
interface WireValue {
  WireValue ITSELF = wire -> wire;

  /**
   * @param wire not null
   * @return what JDBC's {@code getBytes} gives
   */
  byte[] of(byte[] wire);

  static WireValue[] of(Field[] fields) {
    return Stream.of(fields).map(field -> of(field.getOID())).toArray(WireValue[]::new);
  }

  private static WireValue of(int oid) {
    return switch (oid) {
      case Oid.BYTEA -> decoded(RedshiftBytea::toBytes);
      case Oid.VARBYTE -> decoded(RedshiftVarbyte::toBytes);
      case Oid.GEOGRAPHY -> decoded(RedshiftGeography::toBytes);
      default -> ITSELF;
    };
  }

  private static WireValue decoded(Decoder decoder) {
    return wire -> {
      try {
        return decoder.decode(wire);
      } catch (SQLException e) {
        throw new IllegalStateException("the warehouse sent bytes that cannot be read", e);
      }
    };
  }

  /** One of the driver's. */
  interface Decoder {
    byte[] decode(byte[] wire) throws SQLException;
  }
}
