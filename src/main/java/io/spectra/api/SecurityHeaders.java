package io.spectra.api;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** What every answer tells browsers and caches, so that none does more with it than is meant. */
final class SecurityHeaders {
  private SecurityHeaders() {}

  static void put(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response.putHeader("X-Content-Type-Options", "nosniff");
    response.putHeader("X-Frame-Options", "DENY");
    response.putHeader("Referrer-Policy", "no-referrer");
    if (request.isSSL()) {
      response.putHeader("Strict-Transport-Security", "max-age=31536000");
    }
  }

  /** The answers of the API itself are for their caller alone, and no page. */
  static void putPrivate(HttpServerResponse response) {
    response.putHeader("Cache-Control", "no-store");
    response.putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  }
}
