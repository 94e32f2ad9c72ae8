package io.spectra.api;

import java.util.HashMap;
import java.util.Map;

/** How many streams of events are open, in all and of each tenant. Safe for use by many threads. */
final class Followers {
  private final int most;
  private final int mostOfTenant;
  private final Map<String, Integer> byTenant = new HashMap<>();
  private int open;

  Followers(int most, int mostOfTenant) {
    this.most = most;
    this.mostOfTenant = mostOfTenant;
  }

  /** Whether there was a place for one more. */
  enum Entry {
    IN,
    TENANT_FULL,
    FULL
  }

  /** Takes a place, which has to be left again, if the answer is {@link Entry#IN}. */
  synchronized Entry enter(String tenant) {
    if (byTenant.getOrDefault(tenant, 0) >= mostOfTenant) {
      return Entry.TENANT_FULL;
    }
    if (open >= most) {
      return Entry.FULL;
    }
    byTenant.merge(tenant, 1, Integer::sum);
    open++;
    return Entry.IN;
  }

  synchronized void leave(String tenant) {
    byTenant.computeIfPresent(tenant, (same, count) -> count == 1 ? null : count - 1);
    open--;
  }

  synchronized int open() {
    return open;
  }
}
