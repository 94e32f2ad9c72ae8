package io.spectra.bulk.ingest;

import io.spectra.bulk.ingest.table.TableColumn;
import io.spectra.bulk.ingest.table.TargetTable;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Operation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** By which columns the records of a job are matched with rows. Pure. */
final class LoadKeys {
  private LoadKeys() {}

  /**
   * @param tenantColumn a column that matches nothing, as it is the same in every row
   * @param asked {@code external_id_field}; empty where it was left out
   * @return exact names; empty for an insert into a table without a primary key
   * @throws Failure {@code INVALID_REQUEST} with {@code field}
   */
  static Set<String> match(
      TargetTable target, Operation operation, List<String> asked, String tenantColumn) {
    Set<String> key = new LinkedHashSet<>(target.primaryKey());
    if (!asked.isEmpty()) {
      key = named(target, asked, tenantColumn);
    }
    if (key.isEmpty() && operation != Operation.INSERT) {
      throw Failure.of(
              ErrorCode.INVALID_REQUEST,
              "The table has no primary key: say by 'external_id_field' how records are matched.")
          .with("field", "/external_id_field")
          .with("reason", "required");
    }
    return key;
  }

  private static Set<String> named(TargetTable target, List<String> asked, String tenantColumn) {
    Set<String> key = new LinkedHashSet<>();
    for (int i = 0; i < asked.size(); i++) {
      String field = "/external_id_field" + (asked.size() == 1 ? "" : "/" + i);
      String name = asked.get(i);
      TableColumn column =
          target
              .column(name)
              .orElseThrow(() -> invalid(field, "The table has no column '" + name + "'."));
      if (!column.loadable() || column.name().equalsIgnoreCase(tenantColumn)) {
        throw invalid(field, "Records cannot be matched by the column '" + name + "'.");
      }
      if (!key.add(column.name())) {
        throw invalid(field, "The column '" + name + "' is named twice.");
      }
    }
    return key;
  }

  /** All keys of the table that are not to be doubled, but for the match key. */
  static List<Set<String>> others(TargetTable target, Set<String> match, Set<String> present) {
    List<Set<String>> all = new ArrayList<>();
    List<List<String>> declared = new ArrayList<>(target.uniqueKeys());
    declared.add(0, target.primaryKey());
    for (List<String> key : declared) {
      Set<String> columns = new LinkedHashSet<>(key);
      if (!columns.isEmpty() && !columns.equals(match) && present.containsAll(columns)) {
        all.add(columns);
      }
    }
    return all;
  }

  private static Failure invalid(String field, String message) {
    return Failure.of(ErrorCode.INVALID_REQUEST, message).with("field", field);
  }
}
