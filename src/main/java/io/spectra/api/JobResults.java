package io.spectra.api;

import io.spectra.auth.Caller;
import io.spectra.auth.Permission;
import io.spectra.bulk.BulkResults;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Job;
import io.spectra.job.JobReads;
import io.spectra.job.JobState;
import io.spectra.query.kept.KeptAnswers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** GET /jobs/{job_id}/results: the rows of a query, the file of a bulk job. */
@ApplicationScoped
@Named("jobResults")
public class JobResults {
  private final JobReads reads;
  private final KeptAnswers answers;
  private final BulkResults files;
  private final ResponseWriter writer;

  public JobResults(JobReads reads, KeptAnswers answers, BulkResults files, ResponseWriter writer) {
    this.reads = reads;
    this.answers = answers;
    this.files = files;
    this.writer = writer;
  }

  /**
   * @throws Failure {@code NOT_FOUND} alike for what is absent and what is another tenant's; {@code
   *     CONFLICT} with {@code details.status} unless the job completed
   */
  public void answer(
      @ExchangeProperty("spectra.caller") Caller caller,
      @ExchangeProperty("spectra.job-id") String id,
      Exchange exchange)
      throws IOException {
    Job job =
        reads
            .find(caller.tenant().id(), id)
            .orElseThrow(() -> Failure.of(ErrorCode.NOT_FOUND, "There is no such job"));
    boolean bulk = job.object() != null;
    caller.require(bulk ? Permission.BULK_READ : Permission.QUERY_EXECUTE);
    if (job.state() != JobState.JOB_COMPLETE) {
      throw Failure.of(ErrorCode.CONFLICT, "The job has no results in this state")
          .with("status", JobView.status(job.state()));
    }
    if (bulk) {
      writer.send(Answer.ok(files.results(job)), exchange);
    } else {
      writer.stream(answers.read(job), exchange);
    }
  }
}
