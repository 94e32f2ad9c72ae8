package io.spectra.api;

import io.spectra.failure.Failure;
import io.spectra.job.Job;
import io.spectra.job.JobEnds;
import io.spectra.job.JobReads;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds reads of a job back until it has ended, where the client prefers so: {@code Prefer: wait=N}
 * . A request that waits is a listener and a timer; it occupies no thread and has not
 * entered its route yet.
 */
@ApplicationScoped
public class JobWaits {
  private static final Set<String> READS = Set.of("getJob", "getJobResults", "getBulkJob");

  private final JobReads reads;
  private final JobEnds ends;
  private final ApiConfig config;
  private final Leaving leaving;
  private final AtomicInteger waiting = new AtomicInteger();

  public JobWaits(JobReads reads, JobEnds ends, ApiConfig config, Leaving leaving) {
    this.leaving = leaving;
    this.reads = reads;
    this.ends = ends;
    this.config = config;
  }

  /** Goes on with a request, on its event loop: at once, or when it has waited enough. */
  void goOn(ApiRequest request) {
    Optional<Duration> preferred =
        READS.contains(request.operation().id()) ? preferred(request) : Optional.empty();
    if (preferred.isEmpty() || waiting.incrementAndGet() > config.maxWaiting()) {
      preferred.ifPresent(none -> waiting.decrementAndGet());
      request.http().next();
      return;
    }
    Wait wait = new Wait(request, preferred.get());
    wait.lookUp();
  }

  private Optional<Duration> preferred(ApiRequest request) {
    HttpServerRequest http = request.http().request();
    return http.headers().contains("Prefer")
        ? Preferences.of(http.headers().getAll("Prefer"))
            .waiting()
            .filter(time -> !time.isZero())
            .map(time -> time.compareTo(config.maxWait()) > 0 ? config.maxWait() : time)
        : Optional.empty();
  }

  /** One request that waits. All but the look-up happens on its event loop. */
  private final class Wait {
    private final ApiRequest request;
    private final RoutingContext http;
    private final Vertx vertx;
    private final Context eventLoop;
    private final Duration most;
    private CompletableFuture<Void> end;
    private boolean over;

    Wait(ApiRequest request, Duration most) {
      this.request = request;
      this.http = request.http();
      this.vertx = http.vertx();
      this.eventLoop = vertx.getOrCreateContext();
      this.most = most;
      // What arrives of the request meanwhile is kept for the route.
      http.request().pause();
    }

    void lookUp() {
      vertx
          .executeBlocking(this::running, false)
          .onComplete(
              found -> {
                if (found.failed() || found.result() == null) {
                  goOn();
                } else {
                  await(found.result());
                }
              });
    }

    /** What ends with the job; null where there is nothing to wait for. */
    private CompletableFuture<Void> running() {
      try {
        Optional<Job> job = find(request.path().get("job_id"));
        if (job.isEmpty()) {
          return null;
        }
        http.response().putHeader("Preference-Applied", "wait=" + most.toSeconds());
        if (job.get().state().ended()) {
          return null;
        }
        // Listens first and looks again then, so that no end falls in between.
        CompletableFuture<Void> listening = ends.ended(job.get().tenant(), job.get().id());
        if (find(job.get().id()).map(again -> again.state().ended()).orElse(true)) {
          listening.complete(null);
        }
        return listening;
      } catch (Failure failure) {
        // The route tells the caller better.
        return null;
      }
    }

    private Optional<Job> find(String id) {
      return reads.find(request.caller().tenant().id(), id);
    }

    private void await(CompletableFuture<Void> listening) {
      end = listening;
      long timer = vertx.setTimer(most.toMillis(), late -> goOn());
      http.response().closeHandler(gone -> goOn());
      Watched.of(http).onLeave(() -> eventLoop.runOnContext(now -> goOn()));
      if (leaving.told()) {
        goOn();
      }
      end.whenComplete(
          (ended, failure) ->
              eventLoop.runOnContext(
                  now -> {
                    vertx.cancelTimer(timer);
                    goOn();
                  }));
    }

    private void goOn() {
      if (over) {
        return;
      }
      over = true;
      waiting.decrementAndGet();
      if (end != null) {
        end.complete(null);
      }
      http.request().resume();
      http.next();
    }
  }
}
