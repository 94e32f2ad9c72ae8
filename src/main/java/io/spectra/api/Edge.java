package io.spectra.api;

import io.spectra.audit.AuditLog;
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
  private static final String CALLER = "spectra.caller";
  private static final long DRAIN_MILLIS = 1000;

  private final Admission admission;
  private final JobWaits waits;
  private final QueryLine queries;
  private final JobFollows follows;
  private final FailureAnswer failures;
  private final ApiConfig config;
  private final Cors cors;
  private final AuditLog audit;
  private final RequestWatch watch;
  private final Leaving leaving;
  private final BodyHandler signedBodies;

  public Edge(
      Admission admission,
      JobWaits waits,
      QueryLine queries,
      JobFollows follows,
      FailureAnswer failures,
      ApiConfig config,
      Cors cors,
      AuditLog audit,
      RequestWatch watch,
      Leaving leaving) {
    this.audit = audit;
    this.queries = queries;
    this.follows = follows;
    this.cors = cors;
    this.watch = watch;
    this.leaving = leaving;
    this.admission = admission;
    this.waits = waits;
    this.failures = failures;
    this.config = config;
    this.signedBodies = BodyHandler.create(false).setBodyLimit(config.maxBodyBytes());
  }

  void stand(@Observes Router router) {
    router.route().order(Integer.MIN_VALUE).handler(this::greet).failureHandler(this::failed);
    router.route().order(Integer.MIN_VALUE + 1).handler(cors::handle);
    router.route().order(Integer.MIN_VALUE + 2).handler(this::guard);
    router.route().order(Integer.MIN_VALUE + 3).handler(SignedBody::arrived);
    router.errorHandler(400, http -> refuse(malformed(), http));
    router
        .route()
        .order(Integer.MAX_VALUE)
        .handler(http -> refuse(Failure.of(ErrorCode.NOT_FOUND, "There is no such path"), http));
  }

  /** The very first: whatever is answered from here on has an id and these headers. */
  private void greet(RoutingContext http) {
    mark(http);
    if (announcesBody(http.request())) {
      giveTime(http);
    }
    http.next();
  }

  private static void mark(RoutingContext http) {
    String id = RequestIds.takeOrMake(http.request().getHeader(RequestIds.HEADER));
    MDC.put("request_id", id);
    http.put(RequestIds.HEADER, id);
    http.response().putHeader(RequestIds.HEADER, id);
    SecurityHeaders.put(http.request());
  }

  private void guard(RoutingContext http) {
    HttpServerRequest request = http.request();
    if (!isApi(http)) {
      http.next();
      return;
    }
    watch.begin(http);
    SecurityHeaders.putPrivate(request.response());
    if (leaving.told()) {
      // A client that opens its next connection anew finds an instance that stays.
      http.response().putHeader("Connection", "close");
    }
    if (leaving.closed()) {
      refuse(Leaving.stopping(), http);
      return;
    }
    String id = http.get(RequestIds.HEADER);
    var admission =
        this.admission.admit(
            request, () -> SignedBody.read(http, signedBodies), caller -> http.put(CALLER, caller));
    if (admission.toCompletableFuture().isDone()) {
      admission.whenComplete((admitted, refusal) -> go(id, admitted, refusal, http));
    } else {
      Context eventLoop = http.vertx().getOrCreateContext();
      admission.whenComplete(
          (admitted, refusal) -> eventLoop.runOnContext(now -> go(id, admitted, refusal, http)));
    }
  }

  /** By the path as sent and as it is read: no spelling of it passes by. */
  private static boolean isApi(RoutingContext http) {
    try {
      return isApi(http.request().path()) || isApi(http.normalizedPath());
    } catch (IllegalArgumentException brokenEscape) {
      return false;
    }
  }

  private static boolean isApi(String path) {
    return path != null && (path.equals(BASE) || path.startsWith(BASE + "/"));
  }

  private void go(String id, Admission.Admitted admitted, Throwable refusal, RoutingContext http) {
    if (refusal != null) {
      AuditTrail.refused(http, http.get(CALLER), admission.named(http.request()), audit);
      refuse(FailureReading.of(refusal), http);
      return;
    }
    Watched.of(http).admitted(admitted);
    var entering =
        new ApiRequest(id, admitted.operation(), admitted.path(), admitted.caller(), http);
    entering.attach();
    AuditTrail.follow(entering, audit);
    if (queries.isFor(entering)) {
      enterLine(entering);
    } else if (follows.asked(entering)) {
      follows.begin(entering);
    } else {
      waits.goOn(entering);
    }
  }

  private void enterLine(ApiRequest query) {
    try {
      queries.goOn(query, this::refuse);
    } catch (Failure full) {
      refuse(full, query.http());
    }
  }

  /** What Vert.x refused by itself: a chunked body that grew too large, a broken request. */
  private void failed(RoutingContext http) {
    if (http.response().headWritten() || http.response().closed()) {
      // An answer that broke off half way, which ResponseWriter has logged; or the client has left.
      return;
    }
    refuse(
        switch (http.statusCode()) {
          case 413 -> RequestShape.tooLarge(config.maxBodyBytes());
          case 404 -> Failure.of(ErrorCode.NOT_FOUND, "There is no such path");
          case 400, 414, 417, 431 -> malformed();
          default -> FailureReading.of(http.failure());
        },
        http);
  }

  private static Failure malformed() {
    return Failure.of(ErrorCode.INVALID_REQUEST, "The request is malformed");
  }

  private void refuse(Failure failure, RoutingContext http) {
    if (http.get(RequestIds.HEADER) == null) {
      mark(http);
    }
    failures.answer(failure, http);
    http.request().resume();
    if (announcesBody(http.request())) {
      cutOff(http);
    }
  }

  private static boolean announcesBody(HttpServerRequest request) {
    // Some clients say of a GET that it has a body of no bytes, and may wait long for its answer.
    String length = request.headers().get("Content-Length");
    return length != null && !length.equals("0") || request.headers().contains("Transfer-Encoding");
  }

  /** A body that trickles holds a connection: it gets its time, and no more. */
  private void giveTime(RoutingContext http) {
    long timer =
        http.vertx()
            .setTimer(
                config.slowBody().toMillis(),
                over -> {
                  if (!http.request().isEnded()) {
                    refuse(Failure.of(ErrorCode.INVALID_REQUEST, "The body came too slowly"), http);
                  }
                });
    http.addEndHandler(ended -> http.vertx().cancelTimer(timer));
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
