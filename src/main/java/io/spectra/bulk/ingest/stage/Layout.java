package io.spectra.bulk.ingest.stage;

import io.spectra.bulk.ingest.table.TableColumn;
import java.util.List;

/**
 * What the staging table holds of each record: its number where it may be rejected, which values it
 * has where records differ in that, and the values, in columns {@code c1}, {@code c2} and so on, so
 * that no name of a client stands in it.
 *
 * @param columns the columns of the target whose values are staged, in order
 * @param sparse whether records may lack some of them (JSON)
 * @param numbered whether records have their numbers
 */
public record Layout(List<TableColumn> columns, boolean sparse, boolean numbered) {
  /** The staging table, a temporary one of the session. */
  public static final String TABLE = "spectra_stage";

  /** Its column with the record's number, from 1. */
  public static final String NUMBER = "record_number";

  /** Its column that says by 0 or 1 for each column whether the record has it. */
  public static final String GIVEN = "given";

  public Layout {
    columns = List.copyOf(columns);
  }

  /** The same of records that the table cannot reject. */
  public Layout unnumbered() {
    return new Layout(columns, sparse, false);
  }

  /** The staging column of the i-th column, from 0. */
  public static String column(int i) {
    return "c" + (i + 1);
  }

  /** The staging column of a column, by its exact name; the column is staged. */
  public String columnOf(String name) {
    return column(indexOf(name));
  }

  /** The place of a column from 0, -1 for one that is not staged. */
  public int indexOf(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
