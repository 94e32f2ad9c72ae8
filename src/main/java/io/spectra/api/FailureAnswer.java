package io.spectra.api;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.query.QueryProperties;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Handler;
import org.jboss.logging.Logger;

/** Tells the caller of a failure, and the log of what the caller is not told. */
@ApplicationScoped
@Named("failureAnswer")
public class FailureAnswer {
  private static final Logger LOG = Logger.getLogger(FailureAnswer.class);

  private final ResponseWriter writer;
  private final RequestMeter meter;

  public FailureAnswer(ResponseWriter writer, RequestMeter meter) {
    this.writer = writer;
    this.meter = meter;
  }

  /** Answers for an exchange of an API route; exchanges of other routes only leave a log line. */
  @Handler
  public void answer(Exchange exchange) {
    Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    Failure failure = FailureReading.of(thrown);
    ApiRequest request = ApiRequest.of(exchange);
    Consumer<Failure> first = before(exchange);
    if (first != null) {
      first.accept(failure);
    }
    log(failure, request == null ? exchange.getFromRouteId() : request.operation().id());
    if (request != null) {
      send(failure, request.http());
    }
  }

  @SuppressWarnings("unchecked")
  private static Consumer<Failure> before(Exchange exchange) {
    return exchange.getProperty(QueryProperties.BEFORE_FAILURE, Consumer.class);
  }

  /** Answers for what failed before any route. */
  void answer(Failure failure, RoutingContext http) {
    log(failure, "edge");
    send(failure, http);
  }

  /** Whatever ended a request that was told to stop, what its caller has to know is that. */
  private void send(Failure failure, RoutingContext http) {
    Watched watched = Watched.of(http);
    Failure told = watched != null && watched.stopped() ? Leaving.stopping() : failure;
    meter.failed(told.code());
    AuditTrail.error(http, told.code().name());
    writer.send(Envelope.of(told), http);
  }

  private static void log(Failure failure, String where) {
    if (failure.code() == ErrorCode.INTERNAL_ERROR) {
      LOG.errorf(failure, "%s failed", where);
    } else if (failure.getCause() != null) {
      LOG.infof("%s: %s, %s (%s)", where, failure.code(), failure.getMessage(), failure.getCause());
    } else {
      LOG.debugf("%s: %s, %s", where, failure.code(), failure.getMessage());
    }
  }
}
