package io.spectra.bulk.ingest;

import io.spectra.bulk.ingest.read.FileRefused;
import io.spectra.bulk.ingest.table.TableColumn;
import io.spectra.bulk.ingest.table.TargetTable;
import io.spectra.job.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds the columns of a file to those of the table. Pure.
 *
 * @param target the table
 * @param operation what is done
 * @param key the match key, by exact names
 * @param tenantColumn the column that the service fills
 */
record FileHeader(
    TargetTable target, Operation operation, Set<String> key, Optional<TableColumn> tenantColumn) {
  private static final int SHOWN = 20;

  /**
   * The columns that a header names, in its order.
   *
   * @throws io.spectra.failure.Failure for a name that is unknown, stands there twice or cannot be
   *     loaded, and for one that is missing
   */
  List<TableColumn> columns(List<String> names) {
    List<TableColumn> columns = new ArrayList<>();
    for (String name : names) {
      TableColumn column = column(name);
      if (columns.contains(column)) {
        throw FileRefused.because("The file names the column '" + name.strip() + "' twice.");
      }
      columns.add(column);
    }
    complete(columns.stream().map(TableColumn::name).collect(Collectors.toSet()));
    return columns;
  }

  /** The column that one name means. */
  TableColumn column(String name) {
    TableColumn column =
        target
            .column(name)
            .orElseThrow(
                () ->
                    FileRefused.because(
                        "The file has a column '%s' that the table %s does not have; it has %s."
                            .formatted(shortened(name.strip()), target.name(), known())));
    if (!column.loadable()) {
      throw FileRefused.because(
          "The column '%s' cannot be loaded from a file: it is of type %s."
              .formatted(column.name(), column.sqlType()));
    }
    if (column.generated() && operation != Operation.DELETE && !key.contains(column.name())) {
      throw FileRefused.because(
          "The column '%s' cannot be loaded: the warehouse gives its values."
              .formatted(column.name()));
    }
    return column;
  }

  /** Fails where a column is missing without which no record can be applied. */
  void complete(Set<String> present) {
    for (String column : key) {
      if (!present.contains(column) && !filled(column)) {
        throw FileRefused.because(
            "The file has no column '%s', by which records are matched.".formatted(column));
      }
    }
    if (operation == Operation.INSERT || operation == Operation.UPSERT) {
      target.columns().stream()
          .filter(TableColumn::required)
          .map(TableColumn::name)
          .filter(name -> !present.contains(name) && !filled(name))
          .findFirst()
          .ifPresent(
              name -> {
                throw FileRefused.because(
                    "The file has no column '%s', which takes no NULL and has no default."
                        .formatted(name));
              });
    }
    if (operation == Operation.UPDATE && key.containsAll(present)) {
      throw FileRefused.because("The file has no column to update besides those of the key.");
    }
  }

  private boolean filled(String name) {
    return tenantColumn.filter(column -> column.name().equals(name)).isPresent();
  }

  private String known() {
    String names =
        target.columns().stream()
            .limit(SHOWN)
            .map(TableColumn::name)
            .collect(Collectors.joining(", "));
    return target.columns().size() > SHOWN ? names + ", …" : names;
  }

  private static String shortened(String name) {
    return name.length() > 100 ? name.substring(0, 100) + "…" : name;
  }
}
