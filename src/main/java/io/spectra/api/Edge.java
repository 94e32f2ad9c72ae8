package io.spectra.api;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.MDC;

/**
 * The first handler of every request, on the event loop: gives it an id, lets it in or refuses it,
 * and answers whatever the framework below would answer with an empty or an HTML page.
 */
@ApplicationScoped
public class Edge {
  private static final String BASE = "/v1";
  private static final long DRAIN_MILLIS = 1000;

  private final Admission admission;
  private final JobWaits waits;
  private final FailureAnswer failures;
  private final ApiConfig config;
  private final BodyHandler signedBodies;

  public Edge(Admission admission, JobWaits waits, FailureAnswer failures, ApiConfig config) {
    this.admission = admission;
    this.waits = waits;
    this.failures = failures;
    this.config = config;
    this.signedBodies = BodyHandler.create(false).setBodyLimit(config.maxBodyBytes());
  }

  void stand(@Observes Router router) {
    router.route().order(Integer.MIN_VALUE).handler(this::guard).failureHandler(this::failed);
    router.route().order(Integer.MIN_VALUE + 1).handler(SignedBody::arrived);
    router
        .route()
        .order(Integer.MAX_VALUE)
        .handler(http -> refuse(Failure.of(ErrorCode.NOT_FOUND, "There is no such path"), http));
  }

  private void guard(RoutingContext http) {
    HttpServerRequest request = http.request();
    String id = RequestIds.takeOrMake(request.getHeader(RequestIds.HEADER));
    MDC.put("request_id", id);
    http.response().putHeader(RequestIds.HEADER, id);
    String path = http.normalizedPath();
    if (!path.equals(BASE) && !path.startsWith(BASE + "/")) {
      http.next();
      return;
    }
    var admission = this.admission.admit(request, () -> SignedBody.read(http, signedBodies));
    if (admission.toCompletableFuture().isDone()) {
      admission.whenComplete((admitted, refusal) -> go(id, admitted, refusal, http));
    } else {
      Context eventLoop = http.vertx().getOrCreateContext();
      admission.whenComplete(
          (admitted, refusal) -> eventLoop.runOnContext(now -> go(id, admitted, refusal, http)));
    }
  }

  private void go(String id, Admission.Admitted admitted, Throwable refusal, RoutingContext http) {
    if (refusal != null) {
      refuse(FailureReading.of(refusal), http);
      return;
    }
    var entering =
        new ApiRequest(id, admitted.operation(), admitted.path(), admitted.caller(), http);
    entering.attach();
    waits.goOn(entering);
  }

  /** What Vert.x refused by itself: a chunked body that grew too large, a broken request. */
  private void failed(RoutingContext http) {
    if (http.response().headWritten()) {
      // An answer that broke off half way: ResponseWriter has logged it and cut the connection.
      return;
    }
    refuse(
        switch (http.statusCode()) {
          case 413 -> RequestShape.tooLarge(config.maxBodyBytes());
          case 404 -> Failure.of(ErrorCode.NOT_FOUND, "There is no such path");
          case 400, 414, 431 -> Failure.of(ErrorCode.INVALID_REQUEST, "The request is malformed");
          default -> FailureReading.of(http.failure());
        },
        http);
  }

  private void refuse(Failure failure, RoutingContext http) {
    failures.answer(failure, http);
    http.request().resume();
    if (announcesBody(http.request())) {
      cutOff(http);
    }
  }

  private static boolean announcesBody(HttpServerRequest request) {
    return request.headers().contains("Content-Length")
        || request.headers().contains("Transfer-Encoding");
  }

  /**
   * Whoever still sends a body that nobody wants gets a moment to read the answer, and is then cut
   * off: closing at once would reset the connection and destroy the answer on its way.
   */
  private static void cutOff(RoutingContext http) {
    http.vertx()
        .setTimer(
            DRAIN_MILLIS,
            timer -> {
              if (!http.request().isEnded()) {
                http.request().connection().close();
              }
            });
  }
}
