package io.spectra.api.contract;

import java.util.Optional;

/**
 * A parameter of an operation.
 *
 * @param name as it is sent
 * @param in where it is sent
 * @param required whether a request without it is refused
 * @param schema where in the document its schema is, as a JSON pointer
 * @param type the JSON type of its values
 * @param fallback the documented default: a String, an Integer or a Boolean
 */
public record Parameter(
    String name, In in, boolean required, String schema, String type, Optional<Object> fallback) {
  /** Where a parameter is sent. */
  public enum In {
    PATH,
    QUERY,
    HEADER
  }
}
