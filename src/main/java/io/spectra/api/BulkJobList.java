package io.spectra.api;

import io.spectra.api.contract.ParameterValidation;
import io.spectra.bulk.BulkJobView;
import io.spectra.job.JobListing;
import io.spectra.job.JobPage;
import io.spectra.job.JobReads;
import io.spectra.job.JobState;
import io.spectra.job.Operation;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/** GET /bulk/jobs: the caller's own bulk jobs, newest first, page by page. */
@ApplicationScoped
@Named("bulkJobList")
public class BulkJobList {
  private final ParameterValidation validation;
  private final JobReads reads;

  public BulkJobList(ParameterValidation validation, JobReads reads) {
    this.validation = validation;
    this.reads = reads;
  }

  /**
   * @throws io.spectra.failure.Failure {@code INVALID_REQUEST} naming the parameter at fault
   */
  public Answer list(Exchange exchange) {
    ApiRequest request = ApiRequest.of(exchange);
    MultiMap sent = request.http().queryParams();
    Map<String, List<String>> query =
        sent.names().stream().collect(Collectors.toMap(name -> name, sent::getAll));
    JobPage page =
        reads.list(
            listing(request.caller().tenant().id(), validation.check(request.operation(), query)));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("jobs", page.jobs().stream().map(BulkJobView::summary).toList());
    json.put("next_offset", page.nextOffset().orElse(null));
    return Answer.ok(json);
  }

  private static JobListing listing(String tenant, Map<String, Object> parameters) {
    return new JobListing(
        tenant,
        text(parameters, "state").flatMap(BulkJobList::state),
        text(parameters, "operation").flatMap(BulkJobList::operation),
        (Integer) parameters.get("limit"),
        text(parameters, "offset"));
  }

  private static Optional<String> text(Map<String, Object> parameters, String name) {
    return Optional.ofNullable((String) parameters.get(name));
  }

  private static Optional<JobState> state(String wire) {
    return Stream.of(JobState.values()).filter(each -> each.wire().equals(wire)).findFirst();
  }

  private static Optional<Operation> operation(String wire) {
    return Stream.of(Operation.values()).filter(each -> each.wire().equals(wire)).findFirst();
  }
}
