package io.spectra.api;

import io.spectra.api.contract.Operation;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;

/** Judges what can be judged of a request before its body is read. Pure. */
@ApplicationScoped
public class RequestShape {
  private static final int LONGEST_LENGTH = 18;

  private final ApiConfig config;

  public RequestShape(ApiConfig config) {
    this.config = config;
  }

  /**
   * @param target path and query as sent
   * @throws Failure {@code INVALID_REQUEST} or {@code PAYLOAD_TOO_LARGE}
   */
  void check(Operation operation, String target, MultiMap headers) {
    checkSizes(target, headers);
    if (operation.bodySchema().isPresent()) {
      checkLength(headers.get("Content-Length"));
      checkMediaType(headers.get("Content-Type"));
    }
  }

  private void checkSizes(String target, MultiMap headers) {
    if (target.length() > config.maxTargetLength()) {
      throw Failure.of(
          ErrorCode.INVALID_REQUEST,
          "The URL is longer than %d characters".formatted(config.maxTargetLength()));
    }
    int length = 0;
    for (Map.Entry<String, String> header : headers) {
      length += header.getKey().length() + header.getValue().length();
    }
    if (length > config.maxHeaderLength()) {
      throw Failure.of(
          ErrorCode.INVALID_REQUEST,
          "The headers are longer than %d characters".formatted(config.maxHeaderLength()));
    }
  }

  private void checkLength(String contentLength) {
    if (contentLength == null) {
      return;
    }
    if (contentLength.length() > LONGEST_LENGTH
        || Long.parseLong(contentLength) > config.maxBodyBytes()) {
      throw tooLarge(config.maxBodyBytes());
    }
  }

  static Failure tooLarge(long limit) {
    return Failure.of(
            ErrorCode.PAYLOAD_TOO_LARGE, "A request body has at most %d bytes".formatted(limit))
        .with("limit_bytes", limit);
  }

  private static void checkMediaType(String contentType) {
    String type = contentType == null ? "" : contentType.strip().toLowerCase(Locale.ROOT);
    int end = type.indexOf(';');
    if (!(end < 0 ? type : type.substring(0, end).strip()).equals("application/json")) {
      throw Failure.of(ErrorCode.INVALID_REQUEST, "Send the body as Content-Type: application/json")
          .with("field", "Content-Type");
    }
  }
}
