package io.spectra.api;

import io.spectra.auth.Caller;
import io.spectra.auth.Permission;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Job;
import io.spectra.job.JobGateway;
import io.spectra.job.JobReads;
import io.spectra.job.Move;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.apache.camel.ExchangeProperty;

/** What the job operations answer, for sync queries and bulk jobs alike. */
@ApplicationScoped
@Named("jobs")
public class Jobs {
  private final JobGateway gateway;
  private final JobReads reads;

  public Jobs(JobGateway gateway, JobReads reads) {
    this.gateway = gateway;
    this.reads = reads;
  }

  /** GET /jobs/{job_id}. */
  public Answer get(
      @ExchangeProperty("spectra.caller") Caller caller,
      @ExchangeProperty("spectra.job-id") String id) {
    Job job = find(caller, id);
    require(caller, job, Permission.BULK_READ);
    return Answer.ok(JobView.of(job));
  }

  /** DELETE /jobs/{job_id}. */
  public Answer cancel(
      @ExchangeProperty("spectra.caller") Caller caller,
      @ExchangeProperty("spectra.job-id") String id,
      @ExchangeProperty("spectra.request-id") String requestId) {
    Job job = find(caller, id);
    require(caller, job, Permission.BULK_CANCEL);
    return Answer.ok(
        JobView.cancelled(gateway.move(caller.tenant().id(), job.id(), Move.CANCEL, requestId)));
  }

  private Job find(Caller caller, String id) {
    return reads
        .find(caller.tenant().id(), id)
        .orElseThrow(() -> Failure.of(ErrorCode.NOT_FOUND, "There is no such job"));
  }

  /** Which permission a job needs depends on its kind, so the edge cannot judge it alone. */
  private static void require(Caller caller, Job job, Permission forBulk) {
    caller.require(job.object() == null ? Permission.QUERY_EXECUTE : forBulk);
  }
}
