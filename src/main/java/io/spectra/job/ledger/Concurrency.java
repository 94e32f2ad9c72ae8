package io.spectra.job.ledger;

/** How many jobs a tenant may have dispatched at the same time. Safe for many threads. */
@FunctionalInterface
public interface Concurrency {
  /**
   * @param tenant the tenant's id
   * @return at least 1
   */
  int of(String tenant);
}
