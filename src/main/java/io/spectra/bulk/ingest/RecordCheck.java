package io.spectra.bulk.ingest;

import io.spectra.bulk.ingest.cast.Cast;
import io.spectra.bulk.ingest.cast.RejectCode;
import io.spectra.bulk.ingest.cast.Rejection;
import io.spectra.bulk.ingest.read.RecordSource;
import io.spectra.bulk.ingest.stage.Layout;
import io.spectra.bulk.ingest.table.TableColumn;
import io.spectra.job.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges records one by one, so that what passes can be applied as a set. For one thread. */
final class RecordCheck {
  private final TableColumn[] columns;
  private final Cast[] casts;
  private final boolean[] keys;
  private final boolean inserts;
  private final boolean insertOnly;
  private final int tenantPlace;
  private final String tenant;
  private final String[] values;
  private final char[] given;

  RecordCheck(
      Layout layout,
      Operation operation,
      Set<String> key,
      Optional<TableColumn> tenantColumn,
      String tenant) {
    List<TableColumn> all = layout.columns();
    columns = all.toArray(TableColumn[]::new);
    casts = all.stream().map(Cast::to).toArray(Cast[]::new);
    keys = new boolean[columns.length];
    for (int i = 0; i < columns.length; i++) {
      keys[i] = key.contains(columns[i].name());
    }
    insertOnly = operation == Operation.INSERT;
    inserts = insertOnly || operation == Operation.UPSERT;
    tenantPlace = tenantColumn.map(column -> layout.indexOf(column.name())).orElse(-1);
    this.tenant = tenant;
    values = new String[columns.length];
    given = new char[columns.length];
  }

  /**
   * @param places where each value of the record is staged, -1 for nowhere
   * @param record the values as the file has them
   * @return the values as they are staged, until the next call
   * @throws Rejection why this record cannot be applied
   */
  String[] check(int[] places, String[] record) {
    Arrays.fill(values, null);
    Arrays.fill(given, '0');
    for (int i = 0; i < places.length; i++) {
      int place = places[i];
      if (place >= 0 && record[i] != RecordSource.ABSENT) {
        values[place] = value(place, record[i]);
        given[place] = '1';
      }
    }
    for (int place = 0; place < columns.length; place++) {
      if (values[place] == null) {
        missing(place);
      }
    }
    return values;
  }

  /** Which columns the record has that was checked last. */
  String given() {
    return new String(given);
  }

  /** Whether the record that was checked last has the column. */
  boolean has(int place) {
    return given[place] == '1';
  }

  /** Whether a record passes that says NULL there. */
  boolean takesNull(int place) {
    return columns[place].nullable() && !(keys[place] && !insertOnly);
  }

  /** Where the tenant's column is staged, -1 for nowhere. */
  int tenantPlace() {
    return tenantPlace;
  }

  private String value(int place, String text) {
    if (place == tenantPlace) {
      if (text != null && !text.equals(tenant)) {
        throw new Rejection(RejectCode.OTHER_TENANT, "the record says that it is another tenant's")
            .in(columns[place].name());
      }
      return tenant;
    }
    if (text == null) {
      return null;
    }
    try {
      return casts[place].cast(text);
    } catch (Rejection e) {
      throw e.in(columns[place].name());
    }
  }

  private void missing(int place) {
    TableColumn column = columns[place];
    if (place == tenantPlace) {
      values[place] = tenant;
    } else if (keys[place] && !insertOnly) {
      throw new Rejection(RejectCode.KEY_IS_NULL, "there is no value to match the record by")
          .in(column.name());
    } else if (given[place] == '1' ? !column.nullable() : inserts && column.required()) {
      throw new Rejection(RejectCode.NOT_NULL, "the column takes no NULL").in(column.name());
    }
  }
}
