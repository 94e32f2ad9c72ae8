package io.spectra.api.peers;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.spectra.job.ledger.JobLedger;
import io.spectra.trace.Tracing;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * Answers what other instances ask, and nobody else. It stands on the management port: whoever can
 * ask here can do anything to any tenant's jobs.
 */
final class PeerEndpoint {
  static final String PATH = "/internal/jobs";

  /** What a question is called in traces, where it is asked and where it is answered. */
  static final String SPAN = "POST " + PATH;

  private static final Logger LOG = Logger.getLogger(PeerEndpoint.class);

  /** A command, with its SQL escaped, and what stands around it. */
  private static final long MOST_BYTES = 4L << 20;

  private final PeerSignature signature;
  private final JobLedger ledger;
  private final Tracing tracing;
  private final Clock clock = Clock.systemUTC();

  PeerEndpoint(PeerSignature signature, JobLedger ledger, Tracing tracing) {
    this.tracing = tracing;
    this.signature = signature;
    this.ledger = ledger;
  }

  void stand(Router router) {
    Handler<RoutingContext> body = BodyHandler.create(false).setBodyLimit(MOST_BYTES);
    router.post(PATH).handler(body).handler(this::ask);
  }

  private void ask(RoutingContext http) {
    byte[] question = http.body().buffer() == null ? new byte[0] : http.body().buffer().getBytes();
    String signed = http.request().getHeader(PeerSignature.HEADER);
    if (!signature.holds(signed, question, clock.instant())) {
      LOG.warnf("a question that no instance signed came from %s", http.request().remoteAddress());
      http.response().setStatusCode(401).end();
      return;
    }
    Span span = tracing.within(http.request().getHeader(Tracing.HEADER), SPAN, SpanKind.SERVER);
    http.addEndHandler(answered -> span.end());
    http.vertx()
        .executeBlocking(() -> ledger.answer(question), false)
        .onSuccess(answer -> reply(answer, http))
        .onFailure(failure -> fail(failure, http));
  }

  private static void reply(CompletableFuture<byte[]> answer, RoutingContext http) {
    answer.whenComplete(
        (json, failure) -> {
          if (failure != null) {
            fail(failure, http);
          } else if (!http.response().closed()) {
            http.response().putHeader("Content-Type", "application/json").end(Buffer.buffer(json));
          }
        });
  }

  private static void fail(Throwable failure, RoutingContext http) {
    LOG.error("a question of another instance was not answered", failure);
    if (!http.response().closed()) {
      http.response().setStatusCode(500).end();
    }
  }
}
