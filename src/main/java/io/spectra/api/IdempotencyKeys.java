package io.spectra.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.spectra.api.contract.ParameterValidation;
import io.spectra.job.BodyHash;
import io.spectra.job.IdempotencyKey;
import io.spectra.query.QueryProperties;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;
import org.apache.camel.Exchange;

/** Reads {@code X-Idempotency-Key}, behind the check of the body that it stands for. */
@ApplicationScoped
@Named("idempotencyKeys")
public class IdempotencyKeys {
  /** The exchange property of the {@link IdempotencyKey}; missing where none was sent. */
  static final String PROPERTY = QueryProperties.IDEMPOTENCY;

  static final String REPLAY = "X-Idempotent-Replay";
  private static final String HEADER = "X-Idempotency-Key";

  private final ParameterValidation validation;

  public IdempotencyKeys(ParameterValidation validation) {
    this.validation = validation;
  }

  /**
   * @throws io.spectra.failure.Failure {@code INVALID_REQUEST} naming the header, for a key of
   *     another form than the contract's
   */
  public void read(Exchange exchange) {
    ApiRequest request = ApiRequest.of(exchange);
    List<String> sent = request.http().request().headers().getAll(HEADER);
    if (sent.isEmpty()) {
      return;
    }
    validation
        .checkHeader(request.operation(), HEADER, sent)
        .map(String.class::cast)
        .map(key -> new IdempotencyKey(key, BodyHash.of(body(exchange))))
        .ifPresent(key -> exchange.setProperty(PROPERTY, key));
  }

  private static JsonNode body(Exchange exchange) {
    return exchange.getMessage().getBody(JsonNode.class);
  }
}
