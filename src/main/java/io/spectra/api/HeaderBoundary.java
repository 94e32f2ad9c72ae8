package io.spectra.api;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Nothing that a client names becomes a Camel header, and no Camel header becomes a response
 * header: a header called {@code kafka.OVERRIDE_TOPIC}, {@code CamelJdbcParameters} or {@code
 * camelhttpuri} would otherwise steer the components behind the routes. What the routes need of a
 * request travels as exchange properties (see {@link RequestEntry}); responses set their own
 * headers (see {@link ResponseWriter}).
 */
public final class HeaderBoundary implements HeaderFilterStrategy {
  @Override
  public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
    return true;
  }

  @Override
  public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
    return true;
  }
}
