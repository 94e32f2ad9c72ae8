package io.spectra.bulk.ingest.sweep;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.spectra.bulk.ingest.IngestConfig;
import io.spectra.failure.Failure;
import io.spectra.job.Job;
import io.spectra.job.JobReads;
import io.spectra.storage.Bucket;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Removes uploaded files that no load needs any more, and what attempts that died left in staging.
 * Every instance does; two that remove the same do no harm. The ledger says which job stands where:
 * while it does not answer, nothing is removed.
 */
@Singleton
@Named("ingestSweep")
public class IngestSweep {
  private static final Logger LOG = Logger.getLogger(IngestSweep.class);
  private static final int BATCH = 1_000;

  private final JobReads jobs;
  private final Bucket bucket;
  private final IngestConfig config;
  private final Counter uploads;
  private final Counter staged;
  private final Clock clock = Clock.systemUTC();

  IngestSweep(JobReads jobs, Bucket bucket, IngestConfig config, MeterRegistry meters) {
    this.jobs = jobs;
    this.bucket = bucket;
    this.config = config;
    uploads = removals(meters, "upload");
    staged = removals(meters, "staged");
  }

  private static Counter removals(MeterRegistry meters, String what) {
    return Counter.builder("spectra.loads.swept")
        .description("What the sweeper removed: uploaded files, and objects left in staging")
        .tag("what", what)
        .register(meters);
  }

  /** Looks at everything once. */
  public void run() {
    try {
      sweep(LeftObject.UPLOADS, uploads);
      sweep(LeftObject.STAGING, staged);
    } catch (Failure e) {
      LOG.warnf("loads are swept later: %s", e.getMessage());
    }
  }

  private void sweep(String prefix, Counter removals) {
    LeftRules rules = new LeftRules(config.keepUploads(), config.grace(), clock.instant());
    Known known = new Known();
    List<String> doomed = new ArrayList<>();
    int removed = 0;
    Iterator<Bucket.Stored> all = bucket.under(prefix).iterator();
    while (all.hasNext()) {
      Bucket.Stored object = all.next();
      LeftObject.of(object.key())
          .filter(left -> rules.sweeps(left, object.since(), known.job(left)))
          .ifPresent(left -> doomed.add(object.key()));
      if (doomed.size() == BATCH || !all.hasNext()) {
        bucket.delete(doomed);
        removals.increment(doomed.size());
        removed += doomed.size();
        doomed.clear();
      }
    }
    if (removed > 0) {
      LOG.infof("swept %s: %d objects", prefix, removed);
    }
  }

  /** Asks the ledger once for each job, as a job's keys follow one another. */
  private final class Known {
    private String last;
    private Optional<Job> job = Optional.empty();

    private Optional<Job> job(LeftObject of) {
      if (!of.job().equals(last)) {
        job = jobs.find(of.tenant(), of.job());
        last = of.job();
      }
      return job;
    }
  }
}
