package io.spectra.bulk.ingest;

import io.spectra.bulk.ingest.cast.Plain;
import io.spectra.bulk.ingest.read.RawFields;
import io.spectra.bulk.ingest.stage.Layout;
import io.spectra.bulk.ingest.table.TableColumn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Knows the records whose values all are plainly of their columns' types: these are staged by the
 * bytes that the file has, and need no objects. Whatever it does not know is judged by {@link
 * RecordCheck}, which alone says why a record is rejected. For one thread.
 */
final class PlainLane {
  private final Plain[] plain;
  private final boolean[] nullable;
  private final int[] order;
  private int[] places;

  /**
   * @param check says where NULL may stand
   * @param tenantPlace where the tenant's column is staged, -1 for nowhere
   * @param tenant the only value in it that is plain
   */
  PlainLane(Layout layout, RecordCheck check, int tenantPlace, String tenant) {
    List<TableColumn> columns = layout.columns();
    plain = columns.stream().map(Plain::of).toArray(Plain[]::new);
    nullable = new boolean[plain.length];
    for (int place = 0; place < plain.length; place++) {
      nullable[place] = check.takesNull(place);
    }
    if (tenantPlace >= 0) {
      byte[] own = tenant.getBytes(StandardCharsets.UTF_8);
      plain[tenantPlace] = (text, from, to) -> Arrays.equals(text, from, to, own, 0, own.length);
      nullable[tenantPlace] = false;
    }
    order = new int[plain.length];
  }

  /**
   * @param where the place of each field, -1 for nowhere; the same array while it is the same
   */
  boolean takes(RawFields record, int[] where) {
    if (places != where) {
      turn(where);
    }
    if (record.count() != where.length) {
      return false;
    }
    byte[] bytes = record.bytes();
    for (int place = 0; place < order.length; place++) {
      int field = order[place];
      boolean fits =
          record.isNull(field)
              ? nullable[place]
              : plain[place].is(bytes, record.from(field), record.to(field));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** The field of each staged column, as the last record had them. */
  int[] order() {
    return order;
  }

  private void turn(int[] where) {
    places = where;
    for (int field = 0; field < where.length; field++) {
      if (where[field] >= 0) {
        order[where[field]] = field;
      }
    }
  }
}
