package io.spectra.api.contract;

import java.util.List;
import java.util.Map;

/** What the contract has at a method and a path. */
public sealed interface Match {
  /**
   * The operation to call.
   *
   * @param operation which
   * @param pathParameters the parameters in the path by name, percent-decoded, never empty strings
   */
  record Found(Operation operation, Map<String, String> pathParameters) implements Match {}

  /** No operation has this path: 404. */
  record UnknownPath() implements Match {}

  /**
   * The path is there, for other methods: 405.
   *
   * @param allowed the methods that the path has, in capitals, in the document's order
   */
  record MethodNotAllowed(List<String> allowed) implements Match {}
}
