package io.spectra.bulk.task;

import java.util.HashMap;
import java.util.Map;

/**
 * The places at which this instance works, and which tenants have them. The last ones go to
 * tenants that have none, so that one tenant's long jobs leave room for others. For one thread at a
 * time.
 */
final class Places {
  private final int all;
  private final int spare;
  private final Map<String, Integer> taken = new HashMap<>();

  /**
   * @param spare how many of them are kept for tenants that have none
   */
  Places(int all, int spare) {
    this.all = all;
    this.spare = spare;
  }

  /** Whether the tenant may take one more. */
  boolean openTo(String tenant) {
    return count() < (of(tenant) == 0 ? all : all - spare);
  }

  /** How many the tenant has. */
  int of(String tenant) {
    return taken.getOrDefault(tenant, 0);
  }

  void take(String tenant) {
    taken.merge(tenant, 1, Integer::sum);
  }

  void leave(String tenant) {
    taken.computeIfPresent(tenant, (same, count) -> count == 1 ? null : count - 1);
  }

  private int count() {
    return taken.values().stream().mapToInt(Integer::intValue).sum();
  }
}
