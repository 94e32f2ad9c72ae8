package io.spectra.auth;

import java.util.Map;
import java.util.OptionalInt;

/**
 * What a tenant's registry entry says of its limits; where it says nothing, the deployment's
 * default holds. Immutable.
 *
 * @param requestsPerMinute by bucket of the contract's {@code x-rate-limits}; each at least 1
 * @param bulkConcurrency bulk jobs at work at the same time, at least 1
 * @param queryConcurrency sync queries at work at the same time, at least 1
 */
public record TenantLimits(
    Map<String, Integer> requestsPerMinute,
    OptionalInt bulkConcurrency,
    OptionalInt queryConcurrency) {
  /** The deployment's defaults. */
  public static final TenantLimits DEFAULT =
      new TenantLimits(Map.of(), OptionalInt.empty(), OptionalInt.empty());

  public TenantLimits {
    requestsPerMinute = Map.copyOf(requestsPerMinute);
    requestsPerMinute.forEach(TenantLimits::check);
    bulkConcurrency.ifPresent(limit -> check("bulk-concurrency", limit));
    queryConcurrency.ifPresent(limit -> check("query-concurrency", limit));
  }

  /** This tenant's requests a minute of that bucket. */
  public int requestsPerMinute(String bucket, int standard) {
    return requestsPerMinute.getOrDefault(bucket, standard);
  }

  private static void check(String name, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("the limit " + name + " is " + limit + ", not at least 1");
    }
  }
}
