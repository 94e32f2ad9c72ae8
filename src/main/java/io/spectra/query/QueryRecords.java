package io.spectra.query;

import io.opentelemetry.api.trace.Span;
import io.spectra.auth.Caller;
import io.spectra.failure.Failure;
import io.spectra.job.Begun;
import io.spectra.job.IdempotencyKey;
import io.spectra.job.JobError;
import io.spectra.job.NewQuery;
import io.spectra.job.SyncQueries;
import io.spectra.job.SyncQuery;
import io.spectra.query.kept.KeptAnswers;
import io.spectra.trace.Tracing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Keeps the job record of each sync query, around the port {@code direct:query}. */
@ApplicationScoped
@Named("queryRecords")
public class QueryRecords {
  private static final Logger LOG = Logger.getLogger(QueryRecords.class);
  private static final String RECORD = "spectra.sync-query";
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final SyncQueries queries;
  private final KeptAnswers answers;
  private final QueryMeter meter;
  private final Tracing tracing;

  public QueryRecords(SyncQueries queries, KeptAnswers answers, QueryMeter meter, Tracing tracing) {
    this.tracing = tracing;
    this.meter = meter;
    this.queries = queries;
    this.answers = answers;
  }

  /**
   * Begins the record while the query begins; a dry run leaves none, and takes no idempotency key;
   * that of a query that runs later begins where it is accepted. Under a key it is first asked
   * whether the query is to be run at all: if not, {@link QueryProperties#REPEATED} is set.
   */
  public void begin(Exchange exchange) {
    QueryRequest request = exchange.getProperty(QueryProperties.REQUEST, QueryRequest.class);
    if (request.dryRun() || exchange.getProperty(QueryProperties.BACKGROUND) != null) {
      return;
    }
    NewQuery asked = asked(exchange);
    if (asked.idempotency() == null) {
      attend(queries.begin(asked), exchange);
      return;
    }
    Begun begun = queries.beginOnce(asked);
    if (begun instanceof Begun.First first) {
      attend(first.query(), exchange);
      exchange.setProperty(
          QueryProperties.BEFORE_FAILURE, (Consumer<Failure>) why -> free(first.query(), why));
    } else if (begun instanceof Begun.Again again) {
      exchange.setProperty(QueryProperties.REPEATED, again.job());
    }
  }

  /** Who is told of a failure may use the key again at once. */
  private static void free(SyncQuery query, Failure why) {
    try {
      query
          .failed(new JobError(why.code().name(), why.getMessage()))
          .toCompletableFuture()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debugf(e, "the key of %s is free when its time is over", query.id());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the exchange asks for, to be recorded. */
  public NewQuery asked(Exchange exchange) {
    QueryRequest request = exchange.getProperty(QueryProperties.REQUEST, QueryRequest.class);
    return new NewQuery(
        exchange.getProperty(QueryProperties.CALLER, Caller.class).tenant().id(),
        request.sql(),
        request.timeout(),
        exchange.getProperty(QueryProperties.IDEMPOTENCY, IdempotencyKey.class),
        exchange.getProperty("spectra.request-id", String.class),
        tracing.on() ? Tracing.traceparent(exchange.getProperty(Tracing.SPAN, Span.class)) : null);
  }

  /** Has the record end with the exchange, and the query with the record. */
  public void attend(SyncQuery record, Exchange exchange) {
    exchange.setProperty(RECORD, record);
    exchange.setProperty(QueryProperties.JOB_ID, record.id());
    Interruption client =
        exchange.getProperty(QueryProperties.INTERRUPTION, Interruption.none(), Interruption.class);
    exchange.setProperty(QueryProperties.INTERRUPTION, client.or(record::onCancelled));
    exchange.getExchangeExtension().addOnCompletion(new End(record, meter));
    MDC.put("job_id", record.id());
  }

  /** Ties the answer to its record: the answer is whole when the ledger knows how it ended. */
  public void tie(Exchange exchange) {
    SyncQuery record = exchange.getProperty(RECORD, SyncQuery.class);
    if (record != null && exchange.getMessage().getBody() instanceof QueryAnswer answer) {
      String tenant = exchange.getProperty(QueryProperties.CALLER, Caller.class).tenant().id();
      boolean first =
          exchange.getProperty(QueryProperties.IDEMPOTENCY) != null
              || exchange.getProperty(QueryProperties.BACKGROUND) != null;
      exchange
          .getMessage()
          .setBody(new RecordedAnswer(answer, record, answers.copy(tenant, record.id(), first)));
    }
  }

  /** Records what became of a query that did not complete, and ends the record. */
  private static final class End extends SynchronizationAdapter {
    private final SyncQuery record;
    private final QueryMeter meter;

    End(SyncQuery record, QueryMeter meter) {
      this.meter = meter;
      this.record = record;
    }

    @Override
    public void onDone(Exchange exchange) {
      try (record) {
        if (!(exchange.getMessage().getBody() instanceof RecordedAnswer answer)
            || !answer.completed()) {
          record.failed(error(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
        } else {
          answer.outcome().ifPresent(meter::answered);
        }
      }
    }

    private static JobError error(Throwable caught) {
      if (caught instanceof Failure failure) {
        return new JobError(failure.code().name(), failure.getMessage());
      }
      return caught == null
          ? new JobError("UNAVAILABLE", "The client left before the answer was whole")
          : new JobError("INTERNAL_ERROR", "Something went wrong on our side");
    }
  }
}
