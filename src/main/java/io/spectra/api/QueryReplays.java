package io.spectra.api;

import io.spectra.job.Job;
import io.spectra.job.JobState;
import io.spectra.query.QueryProperties;
import io.spectra.query.kept.KeptAnswers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Answers a repeated POST /queries with what the first one was answered. */
@ApplicationScoped
@Named("queryReplays")
public class QueryReplays {
  private final KeptAnswers answers;
  private final ResponseWriter writer;

  public QueryReplays(KeptAnswers answers, ResponseWriter writer) {
    this.answers = answers;
    this.writer = writer;
  }

  /** Answers for a query that was accepted and runs on, now or at the first request. */
  public void accepted(@ExchangeProperty(QueryProperties.ACCEPTED) Job job, Exchange exchange) {
    writer.send(AcceptedQuery.answer(job), exchange);
  }

  /**
   * @param first the query that holds the key: completed, or as it was when it was accepted
   */
  public void answer(@ExchangeProperty(QueryProperties.REPEATED) Job first, Exchange exchange)
      throws IOException {
    if (first.state() == JobState.JOB_COMPLETE) {
      var body = answers.read(first);
      ApiRequest.of(exchange).http().response().putHeader(IdempotencyKeys.REPLAY, "true");
      writer.stream(body, exchange);
    } else {
      writer.send(AcceptedQuery.answer(first).with(IdempotencyKeys.REPLAY, "true"), exchange);
    }
  }
}
