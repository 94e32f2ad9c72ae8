package io.spectra.api;

import io.spectra.job.Job;
import java.util.Map;

/** The 202 of a query that is answered before it runs. */
final class AcceptedQuery {
  private AcceptedQuery() {}

  /**
   * @param job as it was when it was accepted
   */
  static Answer answer(Job job) {
    return new Answer(
        202,
        Map.of("Location", "/v1/jobs/" + job.id(), "Preference-Applied", "respond-async"),
        JobView.of(job));
  }
}
