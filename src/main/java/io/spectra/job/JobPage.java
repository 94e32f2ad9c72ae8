package io.spectra.job;

import java.util.List;
import java.util.Optional;

/**
 * A page of a listing.
 *
 * @param jobs newest first; unmodifiable
 * @param nextOffset where the next page begins; empty at the end
 */
public record JobPage(List<Job> jobs, Optional<String> nextOffset) {
  public JobPage {
    jobs = List.copyOf(jobs);
  }
}
