package io.spectra.api;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.spectra.api.contract.Operation;
import io.spectra.trace.Tracing;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.Exchange;
import org.jboss.logging.MDC;

/** The span of a request; one that is not traced does nothing. */
final class RequestSpan {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final int SERVER_FAULT = 500;
  private static final RequestSpan NONE = new RequestSpan(Span.getInvalid());

  private final Span span;

  private RequestSpan(Span span) {
    this.span = span;
  }

  /** Begins it, as a part of what the client's traceparent names. */
  static RequestSpan begin(Tracing tracing, RoutingContext http) {
    if (!tracing.on()) {
      return NONE;
    }
    HttpServerRequest request = http.request();
    String method = request.method().name();
    Span span = tracing.begin(method, SpanKind.SERVER, request, Head.GETTER);
    span.setAttribute(METHOD, method).setAttribute(Tracing.REQUEST, http.get(RequestIds.HEADER));
    MDC.put("trace_id", span.getSpanContext().getTraceId());
    return new RequestSpan(span);
  }

  void admitted(Operation operation) {
    if (span.isRecording()) {
      String route = "/v1" + operation.path();
      span.updateName(operation.method() + " " + route).setAttribute(ROUTE, route);
    }
  }

  /** Has the steps of the route be parts of it. */
  void handTo(Exchange exchange) {
    if (this != NONE) {
      exchange.setProperty(Tracing.SPAN, span);
    }
  }

  void end(Watched request) {
    if (!span.isRecording()) {
      return;
    }
    span.setAttribute(STATUS, (long) request.status());
    if (request.tenant() != null) {
      span.setAttribute(Tracing.TENANT, request.tenant());
    }
    if (request.job() != null) {
      span.setAttribute(Tracing.JOB, request.job());
    }
    if (request.status() >= SERVER_FAULT) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }

  private enum Head implements TextMapGetter<HttpServerRequest> {
    GETTER;

    @Override
    public Iterable<String> keys(HttpServerRequest request) {
      return request.headers().names();
    }

    @Override
    public String get(HttpServerRequest request, String name) {
      return request.getHeader(name);
    }
  }
}
