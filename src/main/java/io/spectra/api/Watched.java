package io.spectra.api;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.MDC;

/**
 * A request from its arrival to the end of its answer. Belongs to the event loop, but for {@link
 * #onLeave}, {@link #onStop} and what calls these, which are safe for use by many threads.
 */
final class Watched {
  private static final String KEY = "spectra.watched";

  private final RoutingContext http;
  private final RequestSpan span;
  private final long began = System.nanoTime();
  private String operation = "none";
  private String tenant;
  private volatile String job;
  private Runnable leave;
  private Runnable stop;
  private boolean stopped;

  Watched(RoutingContext http, RequestSpan span) {
    this.http = http;
    this.span = span;
    http.put(KEY, this);
  }

  /** The one of this request; null where the edge has not seen it. */
  static Watched of(RoutingContext http) {
    return http.get(KEY);
  }

  /** What is known of the request once it is let in; its log lines say it, too. */
  void admitted(Admission.Admitted admitted) {
    operation = admitted.operation().id();
    span.admitted(admitted.operation());
    if (admitted.caller() != null) {
      tenant = admitted.caller().tenant().id();
      MDC.put("tenant", tenant);
    }
    String id = admitted.path().get("job_id");
    if (id != null) {
      MDC.put("job_id", id);
      job = id;
    }
  }

  /** Notes the job that the request made, or the record of its query. */
  void made(String id) {
    job = id;
  }

  /** The job that it is about; null where there is none. */
  String job() {
    return job;
  }

  /** What is traced of it. */
  RequestSpan span() {
    return span;
  }

  /** Whose request it is; null where that is not known. */
  String tenant() {
    return tenant;
  }

  String operation() {
    return operation;
  }

  int status() {
    return http.response().getStatusCode();
  }

  long bytes() {
    return http.response().bytesWritten();
  }

  long nanos() {
    return System.nanoTime() - began;
  }

  /**
   * Has {@code how} called, from any thread, when the service is told to stop while the request
   * only waits; whoever begins to wait after that has to look for itself.
   */
  synchronized void onLeave(Runnable how) {
    leave = how;
  }

  /** Ends the waiting. */
  void leave() {
    Runnable how;
    synchronized (this) {
      how = leave;
    }
    if (how != null) {
      how.run();
    }
  }

  /** Has {@code how} called when the request is not to go on; at once when that is so already. */
  void onStop(Runnable how) {
    synchronized (this) {
      stop = how;
      if (!stopped) {
        return;
      }
    }
    how.run();
  }

  /**
   * Ends the work on the request, for an answer that says so; cuts the connection where an answer
   * has begun.
   */
  void stop() {
    Runnable how;
    synchronized (this) {
      stopped = true;
      how = stop;
    }
    HttpServerResponse response = http.response();
    if (response.headWritten() && !response.ended()) {
      http.request().connection().close();
    } else if (how != null) {
      how.run();
    }
  }

  synchronized boolean stopped() {
    return stopped;
  }
}
