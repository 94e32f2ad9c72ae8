package io.spectra.job.machine;

import io.spectra.job.Job;
import io.spectra.job.JobState;
import java.time.Instant;

/** Open → UploadComplete; asked again while the job is at work it changes nothing. */
public record Start(String tenant, String job) implements JobCommand {
  @Override
  public Decision decide(JobEntry entry, Rules rules, Instant now) {
    Job found = entry.job();
    switch (found.state()) {
      case OPEN:
        return Decision.told(entry.moved(found.at(now).state(JobState.UPLOAD_COMPLETE).job()));
      case UPLOAD_COMPLETE:
      case IN_PROGRESS:
        return Decision.unchanged(found);
      default:
        return Decision.refused(found, "The job has ended and cannot be started.");
    }
  }
}
