package io.spectra.api;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.RouteBuilder;

/** The job operations: what became of a query or a bulk job, and the end of it. */
@ApplicationScoped
public class JobRoutes extends RouteBuilder {
  @Override
  public void configure() {
    from("direct:getJob")
        .routeId("api-get-job")
        .bean("requestEntry", "enter")
        .bean("jobs", "get")
        .bean("responseWriter", "send");

    from("direct:getJobResults")
        .routeId("api-get-job-results")
        .bean("requestEntry", "enter")
        .bean("jobResults", "answer");

    from("direct:cancelJob")
        .routeId("api-cancel-job")
        .bean("requestEntry", "enter")
        .bean("jobs", "cancel")
        .bean("responseWriter", "send");

    from("direct:listBulkJobs")
        .routeId("api-list-bulk-jobs")
        .bean("requestEntry", "enter")
        .bean("bulkJobList", "list")
        .bean("responseWriter", "send");
  }
}
