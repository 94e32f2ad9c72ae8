package io.spectra.warehouse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The values of one row as the warehouse sent them: text in UTF-8, of VARBYTE the bytes themselves.
 * Each is a part of an array that it shares with others, so that a value costs no object. Belongs
 * to one thread, and what it gives is there until the next row.
 */
public interface Row {
  /**
   * The array in which a value lies, not to be changed; null for NULL.
   *
   * @param index the column, from 1
   */
  byte[] array(int index);

  /** Where in {@link #array} the value begins; to be asked after that, and not of NULL. */
  int from(int index);

  /** Where in {@link #array} it ends; the same holds. */
  int to(int index);

  /** A copy of a value that outlives the row; null for NULL. */
  default byte[] bytes(int index) {
    byte[] array = array(index);
    return array == null ? null : Arrays.copyOfRange(array, from(index), to(index));
  }

  /** A value as text; null for NULL. */
  default String text(int index) {
    byte[] array = array(index);
    return array == null
        ? null
        : new String(array, from(index), to(index) - from(index), StandardCharsets.UTF_8);
  }
}
