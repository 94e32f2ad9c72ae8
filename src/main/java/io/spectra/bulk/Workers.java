package io.spectra.bulk;

import io.spectra.job.Lease;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jboss.logging.Logger;

/** The threads on which attempts run, each through the route of its operation. */
@Singleton
public class Workers {
  private static final Logger LOG = Logger.getLogger(Workers.class);

  private final CamelContext camel;
  private final ProducerTemplate routes;
  private final ExecutorService threads;

  public Workers(CamelContext camel, BulkConfig config) {
    this.camel = camel;
    this.routes = camel.createProducerTemplate();
    this.threads = Executors.newFixedThreadPool(config.workers());
  }

  /**
   * Runs the attempt on a thread of its own and closes its lease.
   *
   * @param after called when the attempt has ended, whatever became of it
   */
  public void start(Lease lease, Runnable after) {
    try {
      threads.execute(() -> work(lease, after));
    } catch (RejectedExecutionException e) {
      lease.close();
      throw e;
    }
  }

  private void work(Lease lease, Runnable after) {
    try (lease) {
      run(lease, lease.job().operation().ingests() ? BulkPorts.INGEST : BulkPorts.EXPORT);
    } catch (RuntimeException e) {
      LOG.errorf(e, "attempt at %s ended without an answer", lease.job().id());
    } finally {
      after.run();
    }
  }

  private void run(Lease lease, String port) {
    Exchange exchange = camel.getEndpoint(port).createExchange();
    exchange.setProperty(BulkPorts.LEASE, lease);
    exchange.setProperty(BulkPorts.JOB_ID, lease.job().id());
    exchange.setProperty(BulkPorts.REQUEST_ID, lease.job().requestId());
    Exception unanswered = routes.send(port, exchange).getException();
    if (unanswered != null) {
      LOG.errorf(unanswered, "attempt at %s ended without an answer", lease.job().id());
    }
  }

  /** Takes no more attempts, and waits for those at work; longer than this for none of them. */
  void await(Duration most) {
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
