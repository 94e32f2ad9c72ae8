package io.spectra.job.machine;

import io.spectra.job.Job;
import io.spectra.job.JobState;
import io.spectra.job.UploadedPart;
import java.time.Instant;
import java.util.List;

/**
 * Open → UploadComplete; asked again while the job is at work it changes nothing.
 *
 * @param parts what was uploaded for an ingest job, pinned by this; empty of a query job
 */
public record Start(String tenant, String job, List<UploadedPart> parts) implements JobCommand {
  public Start {
    parts = parts == null ? List.of() : List.copyOf(parts);
  }

  /** The start of a query job. */
  public Start(String tenant, String job) {
    this(tenant, job, List.of());
  }

  @Override
  public Decision decide(JobEntry entry, Rules rules, Instant now) {
    Job found = entry.job();
    if (!entry.bulk()) {
      return Decision.unknown();
    }
    switch (found.state()) {
      case OPEN:
        return found.operation().ingests() && parts.isEmpty()
            ? Decision.refused(found, "Nothing was uploaded for the job yet.")
            : Decision.told(entry.moved(started(found, now)));
      case UPLOAD_COMPLETE:
      case IN_PROGRESS:
        return Decision.unchanged(found);
      default:
        return Decision.refused(found, "The job has ended and cannot be started.");
    }
  }

  private Job started(Job found, Instant now) {
    var started = found.at(now).state(JobState.UPLOAD_COMPLETE);
    return (found.operation().ingests() ? started.uploaded(parts) : started).job();
  }
}
