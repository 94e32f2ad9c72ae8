package io.spectra.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.spectra.auth.Caller;
import io.spectra.auth.Permission;
import io.spectra.bulk.BulkJobReader;
import io.spectra.bulk.BulkJobRequest;
import io.spectra.bulk.BulkJobView;
import io.spectra.bulk.BulkResults;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.IdempotencyKey;
import io.spectra.job.Job;
import io.spectra.job.JobGateway;
import io.spectra.job.JobId;
import io.spectra.job.JobReads;
import io.spectra.job.Move;
import io.spectra.job.NewJob;
import io.spectra.job.Submitted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** What the bulk job operations answer. The tenant is always the caller's own. */
@ApplicationScoped
@Named("bulkJobs")
public class BulkJobs {
  private final BulkJobReader reader;
  private final JobGateway gateway;
  private final JobReads reads;
  private final BulkResults results;

  public BulkJobs(BulkJobReader reader, JobGateway gateway, JobReads reads, BulkResults results) {
    this.reader = reader;
    this.gateway = gateway;
    this.reads = reads;
    this.results = results;
  }

  /** POST /bulk/jobs. */
  public Answer create(
      @Body JsonNode body,
      @ExchangeProperty("spectra.caller") Caller caller,
      @ExchangeProperty(IdempotencyKeys.PROPERTY) IdempotencyKey key,
      @ExchangeProperty("spectra.request-id") String requestId) {
    BulkJobRequest request = reader.read(caller.tenant(), body);
    if (request.operation().ingests()) {
      throw Failure.of(ErrorCode.NOT_IMPLEMENTED, "Loading files is described but not built yet")
          .with("operation", request.operation().wire());
    }
    Submitted submitted =
        gateway.submitOnce(
            new NewJob(
                caller.tenant().id(),
                request.operation(),
                request.object(),
                request.query(),
                request.contentType(),
                request.compression(),
                null,
                key,
                requestId));
    Job job = submitted.job();
    Answer answer = Answer.created("/v1/bulk/jobs/" + job.id(), BulkJobView.summary(job));
    return submitted.repeated() ? answer.with(IdempotencyKeys.REPLAY, "true") : answer;
  }

  /** GET /bulk/jobs/{job_id}. */
  public Answer get(Exchange exchange) {
    return Answer.ok(BulkJobView.details(find(exchange)));
  }

  /** PATCH /bulk/jobs/{job_id}. */
  public Answer update(
      @Body JsonNode body,
      @ExchangeProperty("spectra.caller") Caller caller,
      @ExchangeProperty("spectra.job-id") String id,
      @ExchangeProperty("spectra.request-id") String requestId) {
    boolean abort = body.path("state").asText().equals("Aborted");
    onlyBulk(id);
    caller.require(abort ? Permission.BULK_CANCEL : Permission.BULK_CREATE);
    Job job = gateway.move(caller.tenant().id(), id, abort ? Move.ABORT : Move.START, requestId);
    return Answer.ok(BulkJobView.moved(job));
  }

  /** GET /bulk/jobs/{job_id}/results. */
  public Answer results(Exchange exchange) {
    return Answer.ok(results.results(find(exchange)));
  }

  private Job find(Exchange exchange) {
    ApiRequest request = ApiRequest.of(exchange);
    String id = request.path().get("job_id");
    onlyBulk(id);
    return reads.find(request.caller().tenant().id(), id).orElseThrow(BulkJobs::absent);
  }

  /** A sync query is no bulk job, whatever it can be asked under {@code /jobs}. */
  private static void onlyBulk(String id) {
    if (!JobId.ofBulk(id)) {
      throw absent();
    }
  }

  private static Failure absent() {
    return Failure.of(ErrorCode.NOT_FOUND, "There is no such job");
  }
}
