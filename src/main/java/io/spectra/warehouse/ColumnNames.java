package io.spectra.warehouse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells columns of equal names apart. */
public final class ColumnNames {
  private ColumnNames() {}

  /**
   * Names in the same order, no two equal: of equal ones the first stays, the next become {@code
   * name_2}, {@code name_3} and so on, past every name that the result has anyway.
   */
  public static List<String> unique(List<String> labels) {
    Set<String> taken = new HashSet<>(labels);
    Map<String, Integer> seen = new HashMap<>();
    List<String> names = new ArrayList<>(labels.size());
    for (String label : labels) {
      names.add(seen.putIfAbsent(label, 1) == null ? label : next(label, seen, taken));
    }
    return List.copyOf(names);
  }

  private static String next(String label, Map<String, Integer> seen, Set<String> taken) {
    String name;
    do {
      name = label + "_" + seen.merge(label, 1, Integer::sum);
    } while (!taken.add(name));
    return name;
  }
}
