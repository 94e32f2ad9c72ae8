package io.spectra.bulk.ingest;

import io.spectra.bulk.ingest.cast.PlainNumbers;
import io.spectra.bulk.ingest.read.RawFields;
import io.spectra.bulk.ingest.stage.Layout;
import io.spectra.bulk.ingest.table.TableColumn;
import io.spectra.warehouse.ColumnType;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Watches whether the key is a whole number that rises from record to record, as in most files that
 * a database wrote. Then it does not repeat, and where the table has none between the first and the
 * last one, none exists; the warehouse need not join for that. For one thread.
 */
final class KeyOrder {
  private final int place;
  private boolean rises;
  private boolean any;
  private long first;
  private long last;
  private boolean anySinceCut;
  private long firstSinceCut;

  KeyOrder(Layout layout, Set<String> key) {
    place = key.size() == 1 ? layout.indexOf(key.iterator().next()) : -1;
    rises = place >= 0 && whole(layout.columns().get(place));
  }

  /** All values of a key, which do not repeat. */
  record Range(long first, long last) {
    /** With those of a later one. */
    Range and(Range later) {
      return new Range(first, later.last);
    }
  }

  /** Takes note of a record's values as they are staged. */
  void saw(String[] values) {
    if (rises && values[place] != null) {
      saw(Long.parseLong(values[place]));
    }
  }

  /** Takes note of a record whose bytes are staged. */
  void saw(RawFields record, int[] order) {
    if (rises && !record.isNull(order[place])) {
      int field = order[place];
      saw(PlainNumbers.value(record.bytes(), record.from(field), record.to(field)));
    }
  }

  /** Empty where it did not rise, or could not be watched. */
  Optional<Range> range() {
    return rises && any ? Optional.of(new Range(first, last)) : Optional.empty();
  }

  /** Whether no record so far fell behind the one before it. */
  boolean rises() {
    return rises;
  }

  /** The {@link #range()} of the records since it was last asked for. */
  Optional<Range> cut() {
    Optional<Range> since =
        rises && anySinceCut ? Optional.of(new Range(firstSinceCut, last)) : Optional.empty();
    anySinceCut = false;
    return since;
  }

  private void saw(long key) {
    if (!anySinceCut) {
      anySinceCut = true;
      firstSinceCut = key;
    }
    if (!any) {
      any = true;
      first = key;
    } else if (key <= last) {
      rises = false;
    }
    last = key;
  }

  private static boolean whole(TableColumn column) {
    return EnumSet.of(ColumnType.SMALLINT, ColumnType.INTEGER, ColumnType.BIGINT)
        .contains(column.type());
  }
}
