package io.spectra.bulk;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.spectra.job.Job;
import io.spectra.job.Lease;
import io.spectra.trace.Tracing;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** The threads on which attempts run, each through the route of its operation. */
@Singleton
public class Workers {
  private static final Logger LOG = Logger.getLogger(Workers.class);

  private final CamelContext camel;
  private final Tracing tracing;
  private final ProducerTemplate routes;
  private final ExecutorService threads;
  private final Set<Lease> running = ConcurrentHashMap.newKeySet();

  public Workers(CamelContext camel, BulkConfig config, Tracing tracing) {
    this.camel = camel;
    this.tracing = tracing;
    this.routes = camel.createProducerTemplate();
    this.threads = Executors.newFixedThreadPool(config.workers());
    Gauge.builder("spectra.workers.busy", running, Set::size)
        .description("Bulk jobs at work on this instance")
        .register(Metrics.globalRegistry);
    Gauge.builder("spectra.workers.limit", config, BulkConfig::workers)
        .description("Bulk jobs that this instance works on at the same time")
        .register(Metrics.globalRegistry);
  }

  /**
   * Runs an attempt on a thread of its own.
   *
   * @throws RejectedExecutionException if this instance stops
   */
  public void execute(Runnable attempt) {
    threads.execute(attempt);
  }

  /** Does what the lease gives the right to, and closes the lease. */
  public void work(Lease lease) {
    running.add(lease);
    Job job = lease.job();
    mark(job);
    Span span = span(lease);
    long began = System.nanoTime();
    try (lease) {
      run(lease, job.operation().ingests() ? BulkPorts.INGEST : BulkPorts.EXPORT, span);
    } catch (RuntimeException e) {
      LOG.errorf(e, "attempt at %s ended without an answer", job.id());
      Tracing.failed(span, e);
    } finally {
      span.end();
      LOG.infof(
          "attempt %d at %s ended after %d ms",
          lease.attempt().number(),
          job.id(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
      running.remove(lease);
      MDC.clear();
    }
  }

  /** A part of the trace of the request that submitted the job, however much later. */
  private Span span(Lease lease) {
    Job job = lease.job();
    Span span =
        tracing.begin("attempt at " + job.operation().wire(), SpanKind.CONSUMER, job.traceparent());
    if (span.isRecording()) {
      span.setAttribute(Tracing.TENANT, job.tenant())
          .setAttribute(Tracing.JOB, job.id())
          .setAttribute(Tracing.REQUEST, job.requestId())
          .setAttribute("spectra.attempt", lease.attempt().number());
      MDC.put("trace_id", span.getSpanContext().getTraceId());
    }
    return span;
  }

  private void run(Lease lease, String port, Span span) {
    Exchange exchange = camel.getEndpoint(port).createExchange();
    exchange.setProperty(BulkPorts.LEASE, lease);
    exchange.setProperty(BulkPorts.JOB_ID, lease.job().id());
    exchange.setProperty(BulkPorts.REQUEST_ID, lease.job().requestId());
    if (span.isRecording()) {
      exchange.setProperty(Tracing.SPAN, span);
    }
    Exception unanswered = routes.send(port, exchange).getException();
    if (unanswered != null) {
      LOG.errorf(unanswered, "attempt at %s ended without an answer", lease.job().id());
      Tracing.failed(span, unanswered);
    }
  }

  /** Every line that the work logs says whose it is. */
  private static void mark(Job job) {
    MDC.put("job_id", job.id());
    MDC.put("tenant", job.tenant());
    if (job.requestId() != null) {
      MDC.put("request_id", job.requestId());
    }
  }

  /** Whether no attempt is at work. */
  boolean idle() {
    return running.isEmpty();
  }

  /** Takes no more attempts, and waits for those at work; longer than this for none of them. */
  public void await(Duration most) {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("attempts at work did not end in time; their leases expire by themselves");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes no more attempts; those at work are interrupted. */
  @PreDestroy
  public void close() {
    threads.shutdownNow();
  }
}
