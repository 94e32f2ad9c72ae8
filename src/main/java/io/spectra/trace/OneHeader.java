package io.spectra.trace;

import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;

/** A carrier that is the value of the header {@code traceparent}, or null. */
enum OneHeader implements TextMapGetter<String> {
  GETTER;

  @Override
  public Iterable<String> keys(String value) {
    return List.of(Tracing.HEADER);
  }

  @Override
  public String get(String value, String name) {
    return name.equals(Tracing.HEADER) ? value : null;
  }
}
