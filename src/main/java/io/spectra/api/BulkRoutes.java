package io.spectra.api;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.RouteBuilder;

/** The bulk job operations: each is checked, put to the job ledger, and answered. */
@ApplicationScoped
public class BulkRoutes extends RouteBuilder {
  @Override
  public void configure() {
    from("direct:createBulkJob")
        .routeId("api-create-bulk-job")
        .bean("requestEntry", "enter")
        .bean("requestBody", "check")
        .bean("idempotencyKeys", "read")
        .bean("bulkJobs", "create")
        .bean("responseWriter", "send");

    from("direct:getBulkJob")
        .routeId("api-get-bulk-job")
        .bean("requestEntry", "enter")
        .bean("bulkJobs", "get")
        .bean("responseWriter", "send");

    from("direct:updateBulkJob")
        .routeId("api-update-bulk-job")
        .bean("requestEntry", "enter")
        .bean("requestBody", "check")
        .bean("bulkJobs", "update")
        .bean("responseWriter", "send");

    from("direct:getBulkJobResults")
        .routeId("api-get-bulk-job-results")
        .bean("requestEntry", "enter")
        .bean("bulkJobs", "results")
        .bean("responseWriter", "send");

    from("direct:getUploadUrl")
        .routeId("api-get-upload-url")
        .bean("requestEntry", "enter")
        .bean("bulkJobs", "uploadUrl")
        .bean("responseWriter", "send");

    from("direct:getFailedResults")
        .routeId("api-get-failed-results")
        .bean("requestEntry", "enter")
        .bean("bulkJobs", "failedResults")
        .bean("responseWriter", "send");

    // A stream is begun at the edge, where it needs no thread (JobFollows), and comes here never;
    // the contract's binding asks for a route all the same.
    from("direct:streamBulkJobEvents")
        .routeId("api-stream-bulk-job-events")
        .bean("requestEntry", "enter")
        .bean("bulkJobs", "get")
        .bean("responseWriter", "send");
  }
}
