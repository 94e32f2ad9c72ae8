package io.spectra.bulk;

import io.spectra.job.Attempt;
import io.spectra.job.Job;
import io.spectra.job.Lease;
import io.spectra.sql.SqlGate;
import io.spectra.storage.ObjectSpec;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.OptionalInt;
import org.apache.camel.ExchangeProperty;

/** The first step of an export: what is to be done, before anything is opened. */
@Singleton
@Named("export-prepare")
public class ExportPrepare {
  private final SqlGate gate;
  private final BulkConfig config;
  private final Clock clock;

  ExportPrepare(SqlGate gate, BulkConfig config) {
    this.gate = gate;
    this.config = config;
    this.clock = Clock.systemUTC();
  }

  /**
   * Judges the query again: the gate may have become stricter since it was submitted, and the log
   * it came through is not the gate.
   *
   * @throws io.spectra.failure.Failure as the gate refuses, or for a format nobody built
   */
  public ExportPlan prepare(@ExchangeProperty(BulkPorts.LEASE) Lease lease) {
    Job job = lease.job();
    Instant begun = job.startedAt() == null ? clock.instant() : job.startedAt();
    return new ExportPlan(
        gate.judge(job.query(), OptionalInt.empty()),
        ExportFormats.of(job.contentType(), job.compression()),
        new ObjectSpec(
            key(lease.attempt(), job),
            ExportFormats.mediaType(job.contentType(), job.compression())),
        begun.plus(config.maxRuntime()));
  }

  /** An attempt writes under a prefix of its own, so that none can disturb another's file. */
  private static String key(Attempt attempt, Job job) {
    return String.join(
        "/",
        "exports",
        attempt.tenant(),
        attempt.job(),
        Integer.toString(attempt.number()),
        ExportFormats.fileName(job));
  }
}
