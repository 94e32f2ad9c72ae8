package io.spectra.job.ledger;

import io.spectra.job.Attempt;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;

/** Reads what is on {@code spectra.jobs.tasks}: pointers to attempts. Safe for many threads. */
@ApplicationScoped
public class TaskPointers {
  private record Pointer(String tenant, String job, int attempt) {}

  /**
   * Reads a record's value.
   *
   * @throws IllegalArgumentException if it points to no attempt
   */
  public Attempt read(byte[] json) {
    try {
      Pointer pointer = JobJson.read(json, Pointer.class);
      if (pointer.tenant == null || pointer.job == null || pointer.attempt < 1) {
        throw new IllegalArgumentException("Not a pointer to an attempt.");
      }
      return new Attempt(pointer.tenant, pointer.job, pointer.attempt);
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException("Not a pointer to an attempt.", e);
    }
  }

  static byte[] write(Attempt attempt) {
    return JobJson.write(new Pointer(attempt.tenant(), attempt.job(), attempt.number()));
  }
}
