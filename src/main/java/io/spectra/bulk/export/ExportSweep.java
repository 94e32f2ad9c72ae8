package io.spectra.bulk.export;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.spectra.failure.Failure;
import io.spectra.job.Job;
import io.spectra.job.JobReads;
import io.spectra.storage.Bucket;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Removes from the bucket what exports left behind and what is no longer kept. Every instance does;
 * two that remove the same do no harm. The ledger says what is whose: while it does not answer,
 * nothing is removed.
 */
@Singleton
@Named("exportSweep")
public class ExportSweep {
  private static final Logger LOG = Logger.getLogger(ExportSweep.class);
  private static final int BATCH = 1_000;
  private static final String UPLOAD = "upload";

  private final JobReads jobs;
  private final Bucket bucket;
  private final ExportConfig config;
  private final MeterRegistry meters;
  private final Clock clock = Clock.systemUTC();

  ExportSweep(JobReads jobs, Bucket bucket, ExportConfig config, MeterRegistry meters) {
    this.jobs = jobs;
    this.bucket = bucket;
    this.config = config;
    this.meters = meters;
    Stream.of(SweepRules.Reason.values()).map(ExportSweep::name).forEach(this::removals);
    removals(UPLOAD);
  }

  private Counter removals(String what) {
    return Counter.builder("spectra.exports.swept")
        .description("What the sweeper removed: files by their reason, unfinished uploads")
        .tag("what", what)
        .register(meters);
  }

  private static String name(SweepRules.Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }

  /** Looks at everything once. */
  public void run() {
    try {
      Sweep sweep = new Sweep(new SweepRules(config.keep(), config.grace(), clock.instant()));
      sweep.objects();
      sweep.uploads();
      sweep.report();
    } catch (Failure e) {
      LOG.warnf("exports are swept later: %s", e.getMessage());
    }
  }

  /** One look at everything. */
  private final class Sweep {
    private final SweepRules rules;
    private final List<String> doomed = new ArrayList<>();
    private final Map<SweepRules.Reason, Integer> removed = new EnumMap<>(SweepRules.Reason.class);
    private int aborted;
    private AttemptFolder last;
    private Optional<Job> lastJob = Optional.empty();

    private Sweep(SweepRules rules) {
      this.rules = rules;
    }

    private void objects() {
      Iterator<Bucket.Stored> all = bucket.under(AttemptFolder.ALL).iterator();
      while (all.hasNext()) {
        object(all.next());
      }
      flush();
    }

    private void object(Bucket.Stored object) {
      AttemptFolder.of(object.key())
          .flatMap(folder -> rules.object(object.key(), folder, object.since(), job(folder)))
          .ifPresent(
              reason -> {
                doomed.add(object.key());
                removed.merge(reason, 1, Integer::sum);
              });
      if (doomed.size() == BATCH) {
        flush();
      }
    }

    private void uploads() {
      for (Bucket.Unfinished upload : bucket.unfinished(AttemptFolder.ALL)) {
        boolean left =
            AttemptFolder.of(upload.key())
                .flatMap(folder -> rules.upload(folder, upload.since(), job(folder)))
                .isPresent();
        if (left) {
          bucket.abort(upload);
          aborted++;
        }
      }
    }

    /** Keys of a job follow one another. */
    private Optional<Job> job(AttemptFolder folder) {
      if (last == null || !last.job().equals(folder.job())) {
        lastJob = jobs.find(folder.tenant(), folder.job());
        last = folder;
      }
      return lastJob;
    }

    private void flush() {
      bucket.delete(doomed);
      doomed.clear();
    }

    private void report() {
      removed.forEach((reason, count) -> removals(name(reason)).increment(count));
      removals(UPLOAD).increment(aborted);
      if (!removed.isEmpty() || aborted > 0) {
        LOG.infof("swept exports: objects %s, multipart uploads %d", removed, aborted);
      }
    }
  }
}
