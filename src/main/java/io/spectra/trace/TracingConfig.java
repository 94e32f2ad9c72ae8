package io.spectra.trace;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/**
 * Traces of requests and jobs. What is not said here is OpenTelemetry's own, by its variables:
 * {@code OTEL_EXPORTER_OTLP_HEADERS}, {@code OTEL_RESOURCE_ATTRIBUTES}, {@code OTEL_BSP_…}.
 */
@ConfigMapping(prefix = "spectra.tracing")
public interface TracingConfig {
  /**
   * The collector to which spans are sent, by OTLP over HTTP, such as {@code
   * http://collector:4318}; without it nothing is traced.
   */
  Optional<URI> endpoint();

  /**
   * The share of requests that are traced, from 0 to 1; a request that comes with a {@code
   * traceparent} is traced if that says so.
   */
  @WithDefault("1.0")
  double share();

  /** Whether the spans of statements hold the text of the SQL. */
  @WithDefault("false")
  boolean sqlText();
}
