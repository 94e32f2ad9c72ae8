package io.spectra.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.spectra.failure.Failure;
import java.util.HashMap;
import java.util.Map;

/**
 * Holds request bodies to the contract, with schemas compiled once. Safe for use by many
 * threads.
 *
 * <p>Integers are written as such: {@code 10.0} and {@code 1e1} are refused where the contract says
 * integer, as OpenAPI 3.0 takes that type from JSON Schema's draft 4. Decimals keep every digit.
 */
public final class BodyValidation {
  private final Map<String, Checked> schemas = new HashMap<>();

  public BodyValidation(Contract contract) {
    for (Operation operation : contract.operations()) {
      operation
          .bodySchema()
          .ifPresent(schema -> schemas.put(operation.id(), new Checked(contract, schema)));
    }
  }

  /**
   * Reads a body and holds it to the schema of its operation.
   *
   * @param operation one that has a body
   * @param body as it was sent; may be empty
   * @return the body; the caller's own
   * @throws Failure {@code INVALID_REQUEST}, with {@code field}, the JSON pointer of the first
   *     field at fault in the order of the body (empty for the body as a whole), and {@code
   *     reason}; for what is no JSON, {@code line} and {@code column} too
   * @throws IllegalArgumentException for an operation without a body
   */
  public JsonNode check(Operation operation, byte[] body) {
    Checked schema = schemas.get(operation.id());
    if (schema == null) {
      throw new IllegalArgumentException(operation.id() + " has no body");
    }
    JsonNode value = JsonBody.read(body);
    schema
        .firstFault(value, "the body")
        .ifPresent(
            fault -> {
              throw fault.toFailure();
            });
    return value;
  }
}
