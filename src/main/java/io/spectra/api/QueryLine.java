package io.spectra.api;

import io.spectra.auth.Tenant;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.limits.LimitsConfig;
import io.spectra.limits.QuerySeats;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * Lets queries go on when there is a seat for them: until then they wait at the edge, without a
 * thread and with their body unread. Lives on the event loop.
 */
@ApplicationScoped
public class QueryLine {
  private static final String OPERATION = "executeQuery";

  private final QuerySeats seats;
  private final Duration patience;

  public QueryLine(QuerySeats seats, LimitsConfig config) {
    this.seats = seats;
    this.patience = config.queryWait();
  }

  /** Whether an operation needs a seat. */
  boolean isFor(ApiRequest request) {
    return request.operation().id().equals(OPERATION);
  }

  /**
   * Goes on with a request once it has a seat.
   *
   * @param refuse answers one that gets none
   */
  void goOn(ApiRequest request, BiConsumer<Failure, RoutingContext> refuse) {
    RoutingContext http = request.http();
    Context eventLoop = http.vertx().getOrCreateContext();
    Tenant tenant = request.caller().tenant();
    // Until it has a seat nobody else reads the request, and its body must not pass unread.
    http.request().pause();
    Alarm alarm = new Alarm(http.vertx());
    Runnable goOn =
        () -> {
          alarm.cancel();
          seated(http);
        };
    QuerySeats.Guest asked =
        seats.ask(
            tenant.id(),
            tenant.limits().queryConcurrency().orElse(0),
            () -> onEventLoop(eventLoop, goOn));
    http.addEndHandler(ended -> asked.leave());
    Watched.of(http).onStop(() -> onEventLoop(eventLoop, () -> giveUp(asked, refuse, http)));
    if (http.response().closed()) {
      asked.leave();
    }
    if (!asked.isSeated()) {
      alarm.set(patience, () -> giveUp(asked, refuse, http));
    }
  }

  /** A timer that is taken back: those of thousands of answered queries would fill the memory. */
  private static final class Alarm {
    private final Vertx vertx;
    private boolean cancelled;
    private long timer = -1;

    Alarm(Vertx vertx) {
      this.vertx = vertx;
    }

    void set(Duration after, Runnable task) {
      if (!cancelled) {
        timer = vertx.setTimer(after.toMillis(), now -> task.run());
      }
    }

    void cancel() {
      cancelled = true;
      if (timer >= 0) {
        vertx.cancelTimer(timer);
      }
    }
  }

  private static void giveUp(
      QuerySeats.Guest asked, BiConsumer<Failure, RoutingContext> refuse, RoutingContext http) {
    if (asked.giveUp()) {
      refuse.accept(late(), http);
    }
  }

  private static void seated(RoutingContext http) {
    if (!http.response().closed() && !http.response().ended()) {
      http.next();
      http.request().resume();
    }
  }

  private static void onEventLoop(Context eventLoop, Runnable task) {
    if (Vertx.currentContext() == eventLoop) {
      task.run();
    } else {
      eventLoop.runOnContext(now -> task.run());
    }
  }

  private static Failure late() {
    return Failure.of(ErrorCode.UNAVAILABLE, "Other queries of this tenant took too long to end")
        .retryAfter(Duration.ofSeconds(1));
  }
}
