package io.spectra.job.machine;

import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.job.IdempotencyKey;
import io.spectra.job.JobResult;
import io.spectra.job.LoadOptions;
import io.spectra.job.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the machine's tests begin with. */
final class Given {
  static final Instant T0 = Instant.parse("2026-01-29T10:00:00Z");
  static final String TENANT = "acme";
  static final String JOB = "bulk-job-1";
  static final JobResult RESULT = new JobResult("exports/acme/1.csv", 12, 3, 0, "77");

  private Given() {}

  static Rules rules(String autostart) {
    return rules(autostart, Duration.ofDays(7));
  }

  static Rules rules(String autostart, Duration keep) {
    return new Rules(
        Autostart.of(autostart),
        Duration.ofSeconds(15),
        5,
        Duration.ofMinutes(30),
        Duration.ofHours(24),
        keep,
        Duration.ofHours(24),
        Duration.ofHours(24),
        5);
  }

  static Submit submit(Operation operation) {
    return submit(JOB, operation, null);
  }

  static Submit submit(String job, Operation operation, IdempotencyKey key) {
    return new Submit(
        TENANT,
        job,
        operation,
        "sales",
        operation == Operation.QUERY ? "SELECT 1" : null,
        ContentType.CSV,
        Compression.NONE,
        operation == Operation.QUERY ? null : new LoadOptions(List.of("sale_id"), 10L),
        key,
        5,
        "request-1",
        null);
  }
}
