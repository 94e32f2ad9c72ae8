package io.spectra.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import java.nio.charset.StandardCharsets;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** A step that is a part of the span of its exchange, if that has one. */
final class SpannedStep extends DelegateAsyncProcessor {
  private final Tracing tracing;
  private final String name;
  private final SpanKind kind;

  SpannedStep(Processor step, Tracing tracing, String name) {
    super(step);
    this.tracing = tracing;
    this.name = name;
    this.kind = StatementSpans.isOne(name) ? SpanKind.CLIENT : SpanKind.INTERNAL;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    Span whole = exchange.getProperty(Tracing.SPAN, Span.class);
    Span span = whole == null ? fromRecord(exchange) : tracing.within(whole, name, kind);
    if (!span.isRecording()) {
      return super.process(exchange, callback);
    }
    if (kind == SpanKind.CLIENT) {
      StatementSpans.describe(span, exchange, tracing.tellsSql());
    }
    exchange.setProperty(Tracing.SPAN, span);
    // For what the step asks before it returns; whatever goes on elsewhere is told its span.
    Scope here = span.makeCurrent();
    try {
      return super.process(exchange, doneSync -> end(span, whole, exchange, callback, doneSync));
    } finally {
      here.close();
    }
  }

  private static void end(
      Span span, Span whole, Exchange exchange, AsyncCallback callback, boolean doneSync) {
    exchange.setProperty(Tracing.SPAN, whole);
    if (exchange.getException() != null) {
      Tracing.failed(span, exchange.getException());
    }
    span.end();
    callback.done(doneSync);
  }

  /** An event, or another record, that says of which trace it is. */
  private Span fromRecord(Exchange exchange) {
    Object header = exchange.getMessage().getHeader(Tracing.HEADER);
    return header instanceof byte[] value
        ? tracing.begin(name, SpanKind.CONSUMER, new String(value, StandardCharsets.US_ASCII))
        : Span.getInvalid();
  }
}
