package io.spectra.bulk.ingest.model;

import io.spectra.job.ContentType;
import io.spectra.job.Operation;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What R-058 says of a load, row by row and in memory. */
final class LoadModel {
  private final RandomLoad load;
  private final SortedMap<Long, Map<ModelColumn, String>> table = new TreeMap<>();
  private final SortedMap<Integer, String> rejected = new TreeMap<>();
  private final Map<Integer, Map<ModelColumn, Cell>> passed = new LinkedHashMap<>();
  private final Set<ModelColumn> present;

  private LoadModel(RandomLoad load) {
    this.load = load;
    load.before().forEach(row -> table.put(Long.valueOf(row.get(ModelColumn.ID)), row));
    present = EnumSet.noneOf(ModelColumn.class);
    if (load.format() == ContentType.JSON) {
      load.records().stream()
          .filter(given -> !given.malformed())
          .forEach(given -> present.addAll(given.cells().keySet()));
    } else {
      present.addAll(load.columns());
    }
  }

  /**
   * What is to come of a load.
   *
   * @param complete whether the job is to be complete
   * @param rejected the code of each rejected record, by its number
   * @param table the tenant's rows afterwards
   */
  record Outcome(
      boolean complete,
      long processed,
      SortedMap<Integer, String> rejected,
      SortedMap<Long, Map<ModelColumn, String>> table) {}

  static Outcome of(RandomLoad load) {
    return new LoadModel(load).run();
  }

  private Outcome run() {
    SortedMap<Long, Map<ModelColumn, String>> before = new TreeMap<>();
    table.forEach((id, row) -> before.put(id, new EnumMap<>(row)));
    if (refused()) {
      return new Outcome(false, 0, rejected, before);
    }
    for (int n = 1; n <= load.records().size(); n++) {
      judge(n, load.records().get(n - 1));
    }
    keys();
    if (load.operation() != Operation.DELETE && present.contains(ModelColumn.CODE)) {
      codes();
    }
    if (load.errorLimit() != null && rejected.size() > load.errorLimit()) {
      return new Outcome(false, 0, rejected, before);
    }
    passed.values().forEach(this::apply);
    return new Outcome(true, passed.size(), rejected, table);
  }

  /** A reason of the whole file. */
  private boolean refused() {
    boolean none = load.format() == ContentType.JSON && load.records().isEmpty();
    if (none) {
      return false;
    }
    boolean unknown =
        load.unknown()
            && (load.format() != ContentType.JSON
                || load.records().stream().anyMatch(given -> !given.malformed()));
    boolean keyOnly =
        load.operation() == Operation.UPDATE && Set.of(ModelColumn.ID).containsAll(present);
    return unknown || !present.contains(ModelColumn.ID) || keyOnly;
  }

  private void judge(int number, RandomLoad.Given given) {
    String code = given.malformed() ? "MALFORMED_RECORD" : null;
    for (var cell : given.cells().entrySet()) {
      boolean looked = load.operation() != Operation.DELETE || cell.getKey() == ModelColumn.ID;
      if (code == null && looked) {
        code = cell.getValue().rejected();
      }
    }
    if (code == null) {
      passed.put(number, given.cells());
    } else {
      rejected.put(number, code);
    }
  }

  private void keys() {
    repeated(ModelColumn.ID);
    Operation operation = load.operation();
    rejectWhere(
        "KEY_EXISTS", cells -> operation == Operation.INSERT && table.containsKey(id(cells)));
    rejectWhere(
        "NO_MATCH",
        cells ->
            (operation == Operation.UPDATE || operation == Operation.DELETE)
                && !table.containsKey(id(cells)));
  }

  private void codes() {
    rejectWhere(
        "KEY_EXISTS",
        cells -> {
          String code = stored(cells, ModelColumn.CODE);
          return code != null
              && table.entrySet().stream()
                  .anyMatch(
                      row ->
                          code.equals(row.getValue().get(ModelColumn.CODE))
                              && (load.operation() == Operation.INSERT
                                  || row.getKey() != id(cells)));
        });
    repeated(ModelColumn.CODE);
  }

  private void repeated(ModelColumn column) {
    Set<String> seen = new java.util.HashSet<>();
    rejectWhere(
        "DUPLICATE_KEY",
        cells -> stored(cells, column) != null && !seen.add(stored(cells, column)));
  }

  private void rejectWhere(
      String code, java.util.function.Predicate<Map<ModelColumn, Cell>> wrong) {
    passed
        .entrySet()
        .removeIf(
            entry -> {
              boolean out = wrong.test(entry.getValue());
              if (out) {
                rejected.put(entry.getKey(), code);
              }
              return out;
            });
  }

  private void apply(Map<ModelColumn, Cell> cells) {
    if (load.operation() == Operation.DELETE) {
      table.remove(id(cells));
      return;
    }
    Map<ModelColumn, String> row =
        table.computeIfAbsent(id(cells), id -> new EnumMap<>(Map.of(ModelColumn.QTY, "7")));
    cells.forEach(
        (column, cell) -> {
          if (column != ModelColumn.TENANT_ID) {
            row.put(column, cell.stored());
          }
        });
  }

  private static String stored(Map<ModelColumn, Cell> cells, ModelColumn column) {
    return cells.getOrDefault(column, Cell.NULL).stored();
  }

  private static long id(Map<ModelColumn, Cell> cells) {
    return Long.parseLong(Objects.requireNonNull(stored(cells, ModelColumn.ID)));
  }
}
