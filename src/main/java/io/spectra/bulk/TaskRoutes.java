package io.spectra.bulk;

import io.spectra.job.ledger.TaskPointers;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;

/**
 * Task to worker. One record at a time; its offset is committed when the claim was decided. What
 * fails before that ends the poll (breakOnFirstError) and the record comes again.
 */
@ApplicationScoped
public class TaskRoutes extends RouteBuilder {
  private static final String TASKS =
      "kafka:spectra.jobs.tasks"
          + "?brokers={{kafka.bootstrap.servers}}"
          + "&groupId={{spectra.bulk.group:spectra-workers}}"
          + "&autoOffsetReset=earliest"
          + "&sessionTimeoutMs={{spectra.bulk.session-timeout:6000}}"
          + "&heartbeatIntervalMs={{spectra.bulk.session-heartbeat:2000}}"
          + "&maxPollRecords=1"
          // A consumer that is told to stop does so after its poll.
          + "&pollTimeoutMs=500"
          + "&autoCommitEnable=false"
          + "&allowManualCommit=true"
          + "&breakOnFirstError=true"
          + "&isolationLevel=read_committed";

  private final TaskPointers pointers;
  private final TaskTaker taker;

  TaskRoutes(TaskPointers pointers, TaskTaker taker) {
    this.pointers = pointers;
    this.taker = taker;
  }

  @Override
  public void configure() {
    // No error handler: an exception that one handled would commit a task that nobody claimed.
    from(TASKS)
        .routeId("task-take")
        .errorHandler(noErrorHandler())
        .doTry()
        .bean(pointers, "read")
        .bean(taker, "take")
        .doCatch(IllegalArgumentException.class)
        .log(LoggingLevel.ERROR, "record ${headers[kafka.OFFSET]} of the tasks topic is no task")
        .end()
        .process(TaskRoutes::commit);
  }

  private static void commit(Exchange exchange) {
    exchange.getMessage().getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class).commit();
  }
}
