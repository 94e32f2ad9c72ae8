package io.spectra.query.background;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.spectra.auth.Caller;
import io.spectra.auth.Tenant;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Begun;
import io.spectra.job.JobError;
import io.spectra.job.SyncQueries;
import io.spectra.job.SyncQuery;
import io.spectra.query.CallerSeal;
import io.spectra.query.Interruption;
import io.spectra.query.JsonStream;
import io.spectra.query.QueryProperties;
import io.spectra.query.QueryRecords;
import io.spectra.start.Stopping;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jboss.logging.MDC;

/** Accepts queries that are answered before they run, and runs them in their turn. */
@ApplicationScoped
@Named("backgroundQueries")
public class BackgroundQueries {
  private static final String ACCEPTED_NANOS = "spectra.accepted-nanos";
  private static final String RECORD = "spectra.background-record";

  private static final Duration CANCELLED = Duration.ofSeconds(5);

  private final BackgroundConfig config;
  private final SyncQueries queries;
  private final QueryRecords records;
  private final ProducerTemplate routes;
  private final Stopping clock;
  private final Places places;
  private final BackgroundLine line;
  private final Set<SyncQuery> accepted = ConcurrentHashMap.newKeySet();
  private final AtomicInteger running = new AtomicInteger();
  private final CompletableFuture<Void> stopping = new CompletableFuture<>();

  public BackgroundQueries(
      BackgroundConfig config,
      BackgroundLine line,
      SyncQueries queries,
      QueryRecords records,
      ProducerTemplate routes,
      Stopping stopping) {
    this.line = line;
    this.clock = stopping;
    this.config = config;
    this.queries = queries;
    this.records = records;
    this.routes = routes;
    this.places = new Places(config.workers() + config.waiting(), config.perTenant());
  }

  /**
   * Records the query and has it run later; sets {@link QueryProperties#ACCEPTED}, or {@link
   * QueryProperties#REPEATED} where its idempotency key stands for an earlier one.
   *
   * @throws Failure when there is no place for it, or it was not recorded
   */
  public void accept(Exchange exchange) {
    Tenant tenant = exchange.getProperty(QueryProperties.CALLER, Caller.class).tenant();
    places.take(tenant.id());
    boolean first = false;
    try {
      Begun begun = queries.queue(records.asked(exchange), config.patience());
      if (begun instanceof Begun.Again again) {
        exchange.setProperty(QueryProperties.REPEATED, again.job());
      } else if (begun instanceof Begun.First query) {
        exchange.setProperty(QueryProperties.ACCEPTED, query.job());
        hand(query.query(), handedOn(exchange), tenant);
        first = true;
      }
    } finally {
      if (!first) {
        places.leave(tenant.id());
      }
    }
  }

  private static Map<String, Object> handedOn(Exchange exchange) {
    return BackgroundRoutes.HANDED_ON.stream()
        .filter(name -> exchange.getProperty(name) != null)
        .collect(Collectors.toUnmodifiableMap(name -> name, exchange::getProperty));
  }

  private void hand(SyncQuery query, Map<String, Object> known, Tenant tenant) {
    long now = System.nanoTime();
    accepted.add(query);
    line.add(
        tenant,
        () -> {
          running.incrementAndGet();
          try {
            run(query, known, now);
          } finally {
            running.decrementAndGet();
            accepted.remove(query);
            places.leave(tenant.id());
          }
        });
  }

  private void run(SyncQuery query, Map<String, Object> known, long acceptedNanos) {
    MDC.put("request_id", String.valueOf(known.get("spectra.request-id")));
    try {
      routes.send(
          BackgroundRoutes.PORT,
          exchange -> {
            known.forEach(exchange::setProperty);
            CallerSeal.put(exchange, exchange.getProperty(QueryProperties.CALLER, Caller.class));
            exchange.setProperty(QueryProperties.BACKGROUND, true);
            exchange.setProperty(ACCEPTED_NANOS, acceptedNanos);
            exchange.setProperty(RECORD, query);
            exchange.setProperty(
                QueryProperties.INTERRUPTION, (Interruption) stop -> stopping.thenRun(stop));
            records.attend(query, exchange);
          });
    } finally {
      MDC.remove("request_id");
    }
  }

  /**
   * The first step of the background route: from here on the query runs.
   *
   * @throws Failure when it was cancelled meanwhile, or waited for too long
   */
  public void begin(Exchange exchange) {
    long waited = System.nanoTime() - exchange.getProperty(ACCEPTED_NANOS, Long.class);
    if (Duration.ofNanos(waited).compareTo(config.patience()) > 0) {
      throw Failure.of(ErrorCode.UNAVAILABLE, "The query could not be begun in time; try again");
    }
    exchange.getProperty(RECORD, SyncQuery.class).started().toCompletableFuture().join();
  }

  /** The last step of the background route: reads the answer to its end, which keeps it. */
  public void store(@Body JsonStream answer) throws IOException {
    try (answer) {
      answer.writeTo(OutputStream.nullOutputStream());
    }
  }

  /**
   * When no request comes in any more: what was accepted has its time to finish, what is left then
   * is ended, and says so. Nothing is left to look as if it went on.
   */
  void stop(@Observes @Priority(25) ShutdownDelayInitiatedEvent event) {
    if (clock.await(accepted::isEmpty)) {
      return;
    }
    line.stop();
    JobError stopped =
        new JobError(ErrorCode.UNAVAILABLE.name(), "The service was stopped; ask again");
    accepted.forEach(query -> query.failed(stopped));
    stopping.complete(null);
    Stopping.await(() -> running.get() == 0, CANCELLED);
  }
}
