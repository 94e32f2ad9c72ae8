package io.spectra.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Makes spans, and sends them where {@link TracingConfig#endpoint} says; where it says nothing,
 * every span is the invalid one, on which all calls do nothing. Parents are named, not taken from
 * the thread, as work goes from event loops to workers; but for what a step asks other instances,
 * and waits for. Safe for use by many threads.
 */
@Singleton
public class Tracing {
  /** The exchange property of the span that the next step is a part of; missing without traces. */
  public static final String SPAN = "spectra.span";

  /** The header by which a trace goes on, over HTTP and on records. */
  public static final String HEADER = "traceparent";

  public static final AttributeKey<String> TENANT = AttributeKey.stringKey("spectra.tenant");
  public static final AttributeKey<String> JOB = AttributeKey.stringKey("spectra.job_id");
  public static final AttributeKey<String> REQUEST = AttributeKey.stringKey("spectra.request_id");
  public static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private static final long LAST_SPANS_SECONDS = 3;

  private final OpenTelemetrySdk sdk;
  private final boolean sqlText;
  private final Tracer tracer;

  public Tracing(TracingConfig config) {
    sqlText = config.sqlText();
    sdk = config.endpoint().isPresent() ? sdk(config) : null;
    tracer = (sdk == null ? OpenTelemetry.noop() : sdk).getTracer("io.spectra");
  }

  /** What the variables of OpenTelemetry say comes before this. */
  private static OpenTelemetrySdk sdk(TracingConfig config) {
    Map<String, String> defaults =
        Map.of(
            "otel.service.name", "spectra",
            "otel.exporter.otlp.endpoint", config.endpoint().orElseThrow().toString(),
            "otel.exporter.otlp.protocol", "http/protobuf",
            "otel.traces.sampler", "parentbased_traceidratio",
            "otel.traces.sampler.arg", Double.toString(config.share()),
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none");
    return AutoConfiguredOpenTelemetrySdk.builder()
        .addPropertiesSupplier(() -> defaults)
        .disableShutdownHook()
        .build()
        .getOpenTelemetrySdk();
  }

  /** Whether anything is traced at all. */
  public boolean on() {
    return sdk != null;
  }

  /** Whether spans hold the text of SQL. */
  boolean tellsSql() {
    return sqlText;
  }

  /**
   * Begins what came from outside: a request, or a record.
   *
   * @param carrier where the sender may have named the trace that this is a part of
   * @return to be ended by the caller
   */
  public <C> Span begin(String name, SpanKind kind, C carrier, TextMapGetter<C> getter) {
    if (!on()) {
      return Span.getInvalid();
    }
    Context parent =
        W3CTraceContextPropagator.getInstance().extract(Context.root(), carrier, getter);
    return tracer.spanBuilder(name).setParent(parent).setSpanKind(kind).startSpan();
  }

  /**
   * Begins what a record asks for.
   *
   * @param traceparent as {@link #traceparent} gave it; null for none
   * @return linked to the span that it names, and a part of the same trace
   */
  public Span begin(String name, SpanKind kind, String traceparent) {
    Span span = begin(name, kind, traceparent, OneHeader.GETTER);
    SpanContext cause = Span.fromContext(context(traceparent)).getSpanContext();
    return cause.isValid() ? span.addLink(cause) : span;
  }

  private Context context(String traceparent) {
    return on()
        ? W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), traceparent, OneHeader.GETTER)
        : Context.root();
  }

  /**
   * Begins a part of something.
   *
   * @param whole null where that is not traced
   * @return to be ended by the caller
   */
  public Span within(Span whole, String name, SpanKind kind) {
    return whole == null || !whole.getSpanContext().isValid()
        ? Span.getInvalid()
        : tracer
            .spanBuilder(name)
            .setParent(Context.root().with(whole))
            .setSpanKind(kind)
            .startSpan();
  }

  /**
   * Begins a part of what a header names.
   *
   * @param traceparent null for none
   * @return to be ended by the caller; the invalid one where there is no such trace
   */
  public Span within(String traceparent, String name, SpanKind kind) {
    return on() && traceparent != null
        ? within(Span.fromContext(context(traceparent)), name, kind)
        : Span.getInvalid();
  }

  /**
   * Begins a question to another process.
   *
   * @param traceparent what it is a part of; null for the step that this thread is at
   * @return to be ended by the caller; the invalid one where there is no such trace
   */
  public Span ask(String traceparent, String name) {
    return on() && traceparent == null
        ? within(Span.current(), name, SpanKind.CLIENT)
        : within(traceparent, name, SpanKind.CLIENT);
  }

  /** Notes that what a span is about failed; the failure's own words may name data. */
  public static void failed(Span span, Throwable failure) {
    span.setStatus(StatusCode.ERROR).setAttribute(ERROR, failure.getClass().getSimpleName());
  }

  /** The W3C form of a span, for what it causes elsewhere; null where nothing is traced. */
  public static String traceparent(Span span) {
    if (span == null || !span.getSpanContext().isValid()) {
      return null;
    }
    SpanContext context = span.getSpanContext();
    return "00-%s-%s-%s"
        .formatted(context.getTraceId(), context.getSpanId(), context.getTraceFlags().asHex());
  }

  /** Sends what is left. */
  @PreDestroy
  void close() {
    if (sdk != null) {
      sdk.shutdown().join(LAST_SPANS_SECONDS, TimeUnit.SECONDS);
    }
  }
}
