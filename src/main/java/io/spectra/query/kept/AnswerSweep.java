package io.spectra.query.kept;

import io.spectra.job.ledger.JobConfig;
import io.spectra.storage.StoredFiles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Removes from S3 the answers whose records are gone, and sends on those that were left here. */
@ApplicationScoped
@Named("answerSweep")
public class AnswerSweep {
  private static final Logger LOG = Logger.getLogger(AnswerSweep.class);

  /** The record's time runs by the broker's clock, and begins when the query ended. */
  private static final Duration MARGIN = Duration.ofHours(1);

  private final AnswerFiles files;
  private final StoredFiles storage;
  private final JobConfig jobs;

  public AnswerSweep(AnswerFiles files, StoredFiles storage, JobConfig jobs) {
    this.files = files;
    this.storage = storage;
    this.jobs = jobs;
  }

  public void run() {
    files.sendLeft();
    Instant now = Instant.now(Clock.systemUTC());
    int removed =
        storage.removeOlder(AnswerName.PREFIX, now.minus(jobs.keepQueries()).minus(MARGIN));
    LOG.debugf("%d answers removed from S3", removed);
  }
}
