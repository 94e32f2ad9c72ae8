package io.spectra.job;

import java.util.Optional;

/** The worker's side of the job ledger. Safe for use by many threads. */
public interface JobWork {
  /**
   * Proposes that this worker does the attempt, and waits until the command log decided.
   *
   * @return the lease of the attempt, or empty when it is not to be done: taken by another worker,
   *     superseded, or the job ended meanwhile
   * @throws io.spectra.failure.Failure {@code UNAVAILABLE} when the log gave no answer in time; the
   *     task is then to be offered again
   */
  Optional<Lease> claim(Attempt attempt);

  /**
   * Has all work of this process end, because the process does: every lease is lost, and when it is
   * closed its attempt is given back, so that another worker begins at once. Returns at once;
   * whatever is claimed from now on is not this worker's.
   */
  void leave();
}
