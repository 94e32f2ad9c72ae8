package io.spectra.api;

import io.spectra.api.contract.Contract;
import io.spectra.api.contract.ResponseConformance;
import java.util.ArrayList;
import java.util.List;

/** Where an answer differs from the contract, in a service whose rate limits are off. */
final class Violations {
  private Violations() {}

  static List<String> of(Contract contract, String operation, ApiClient.Reply reply) {
    List<String> all =
        new ArrayList<>(
            new ResponseConformance(contract)
                .violations(operation, reply.status(), reply.http().headers().map(), reply.text()));
    all.removeIf(violation -> violation.contains("X-RateLimit-"));
    return all;
  }
}
