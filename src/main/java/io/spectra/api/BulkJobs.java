package io.spectra.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.trace.Span;
import io.spectra.api.contract.ParameterValidation;
import io.spectra.auth.Caller;
import io.spectra.auth.Permission;
import io.spectra.auth.Tenant;
import io.spectra.bulk.BulkJobReader;
import io.spectra.bulk.BulkJobRequest;
import io.spectra.bulk.BulkJobView;
import io.spectra.bulk.BulkResults;
import io.spectra.bulk.ingest.UploadSlots;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.IdempotencyKey;
import io.spectra.job.Job;
import io.spectra.job.JobGateway;
import io.spectra.job.JobId;
import io.spectra.job.JobReads;
import io.spectra.job.JobState;
import io.spectra.job.Move;
import io.spectra.job.NewJob;
import io.spectra.job.Submitted;
import io.spectra.storage.PresignedUrl;
import io.spectra.trace.Tracing;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
  private final UploadSlots uploads;
  private final ParameterValidation validation;

  public BulkJobs(
      BulkJobReader reader,
      JobGateway gateway,
      JobReads reads,
      BulkResults results,
      UploadSlots uploads,
      ParameterValidation validation) {
    this.reader = reader;
    this.uploads = uploads;
    this.validation = validation;
    this.gateway = gateway;
    this.reads = reads;
    this.results = results;
  }

  /**
   * POST /bulk/jobs. What was accepted once under a key is answered again as it was, whatever has
   * become of the table or the rules since.
   *
   * @param span what the attempts at the job are traced under; null where nothing is traced
   */
  public Answer create(
      @Body JsonNode body,
      @ExchangeProperty("spectra.caller") Caller caller,
      @ExchangeProperty(IdempotencyKeys.PROPERTY) IdempotencyKey key,
      @ExchangeProperty("spectra.request-id") String requestId,
      @ExchangeProperty(Tracing.SPAN) Span span) {
    String trace = Tracing.traceparent(span);
    Submitted submitted = submit(body, caller.tenant(), key, requestId, trace);
    Job job = submitted.job();
    Answer answer = Answer.created("/v1/bulk/jobs/" + job.id(), BulkJobView.summary(job));
    return submitted.repeated() ? answer.with(IdempotencyKeys.REPLAY, "true") : answer;
  }

  private Submitted submit(
      JsonNode body, Tenant tenant, IdempotencyKey key, String requestId, String traceparent) {
    BulkJobRequest request;
    try {
      request = reader.read(tenant, body);
    } catch (Failure refusal) {
      return earlier(refusal, tenant.id(), key, requestId);
    }
    return gateway.submitOnce(
        new NewJob(
            tenant.id(),
            request.operation(),
            request.object(),
            request.query(),
            request.contentType(),
            request.compression(),
            request.load(),
            key,
            requestId,
            traceparent));
  }

  private Submitted earlier(Failure refusal, String tenant, IdempotencyKey key, String requestId) {
    return Optional.ofNullable(key)
        .flatMap(given -> gateway.recall(tenant, given, requestId))
        .map(job -> new Submitted(job, true))
        .orElseThrow(() -> refusal);
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
    String tenant = caller.tenant().id();
    Job job =
        abort ? gateway.move(tenant, id, Move.ABORT, requestId) : start(tenant, id, requestId);
    return Answer.ok(BulkJobView.moved(job));
  }

  /** A load starts with what is uploaded now: whatever is put in its place later is not loaded. */
  private Job start(String tenant, String id, String requestId) {
    Optional<Job> load =
        reads
            .find(tenant, id)
            .filter(job -> job.operation().ingests() && job.state() == JobState.OPEN);
    return load.isPresent()
        ? gateway.start(tenant, id, uploads.uploaded(load.get()), requestId)
        : gateway.move(tenant, id, Move.START, requestId);
  }

  /** GET /bulk/jobs/{job_id}/upload-url. */
  public Answer uploadUrl(Exchange exchange) {
    ApiRequest request = ApiRequest.of(exchange);
    MultiMap sent = request.http().queryParams();
    Map<String, List<String>> query =
        sent.names().stream().collect(Collectors.toMap(name -> name, sent::getAll));
    Integer part = (Integer) validation.check(request.operation(), query).get("part");
    PresignedUrl url = uploads.url(find(exchange), part);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("upload_url", url.url().toString());
    json.put("expires_at", url.expiresAt().toString());
    return Answer.ok(json);
  }

  /** GET /bulk/jobs/{job_id}/failed-results. */
  public Answer failedResults(Exchange exchange) {
    return Answer.ok(results.failedResults(find(exchange)));
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
