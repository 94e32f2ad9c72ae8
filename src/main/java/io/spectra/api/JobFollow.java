package io.spectra.api;

import io.spectra.job.Job;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** One stream of events about one job. All but the look at the job happens on its event loop. */
final class JobFollow {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final String COMMENT = ": the job goes on\n\n";
  private static final String LEAVING = ": this instance stops, connect again\n\n";

  private final JobFollows follows;
  private final ApiRequest request;
  private final HttpServerResponse response;
  private final Vertx vertx;
  private final Context eventLoop;
  private Job told;
  private CompletableFuture<Void> end;
  private long timer = -1;
  private long wroteNanos;
  private boolean looking;
  private boolean over;

  JobFollow(JobFollows follows, ApiRequest request) {
    this.follows = follows;
    this.request = request;
    this.response = request.http().response();
    this.vertx = request.http().vertx();
    this.eventLoop = vertx.getOrCreateContext();
  }

  void begin() {
    response.closeHandler(gone -> stop());
    response.exceptionHandler(gone -> stop());
    Watched.of(request.http()).onLeave(() -> eventLoop.runOnContext(now -> leave()));
    if (response.closed()) {
      // It went before anybody listened for that.
      stop();
    }
    look();
  }

  private void look() {
    if (over || looking) {
      return;
    }
    looking = true;
    vertx
        .executeBlocking(() -> follows.find(request), false)
        .onComplete(
            found -> {
              looking = false;
              if (over) {
                return;
              }
              if (found.succeeded()) {
                seen(found.result());
              } else if (!response.headWritten()) {
                stop();
                follows.refuse(found.cause(), request);
              }
              // A look that failed later, such as while the ledger moves, is repeated.
            });
  }

  private void seen(Job job) {
    boolean first = told == null;
    if (first) {
      open(job);
    }
    boolean known = first && JobFollows.id(job).equals(lastEventId()) && !job.state().ended();
    if (!known && !job.equals(told)) {
      write(follows.event(job));
    }
    told = job;
    if (job.state().ended()) {
      stop();
      response.end();
    } else if (follows.leaving()) {
      leave();
    }
  }

  /** The client comes back with the id of the last event, and another instance goes on with it. */
  private void leave() {
    if (!over && response.headWritten()) {
      stop();
      response.end(LEAVING);
    }
  }

  private void open(Job job) {
    response
        .setStatusCode(200)
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no");
    write("retry: 3000\n\n");
    if (!job.state().ended()) {
      timer = vertx.setPeriodic(follows.config().followInterval().toMillis(), now -> tick());
      end = follows.ends().ended(job.tenant(), job.id());
      end.whenComplete((ended, failure) -> eventLoop.runOnContext(now -> look()));
    }
  }

  private void tick() {
    if (response.closed()) {
      stop();
      return;
    }
    long silentNanos = System.nanoTime() - wroteNanos;
    if (response.writeQueueFull()) {
      if (silentNanos > follows.config().stalledClient().toNanos()) {
        request.http().request().connection().close();
      }
      return;
    }
    if (silentNanos > HEARTBEAT.toNanos()) {
      write(COMMENT);
    }
    look();
  }

  private void write(String text) {
    wroteNanos = System.nanoTime();
    response.write(text);
  }

  private String lastEventId() {
    return request.http().request().getHeader("Last-Event-ID");
  }

  /** Frees what the stream holds; on the event loop. */
  private void stop() {
    if (over) {
      return;
    }
    over = true;
    if (timer >= 0) {
      vertx.cancelTimer(timer);
    }
    if (end != null) {
      end.complete(null);
    }
    follows.ended(request);
  }
}
