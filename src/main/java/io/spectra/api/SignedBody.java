package io.spectra.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads the body of a signed request at the edge: who sends it cannot be told without. The route
 * behind finds it read. Lives on the event loop.
 */
final class SignedBody {
  private static final String READING = "spectra.signed-body";
  private static final byte[] NONE = {};

  private SignedBody() {}

  /**
   * @param reader bounds the body, and refuses one that is larger
   */
  static CompletionStage<byte[]> read(RoutingContext http, BodyHandler reader) {
    CompletableFuture<byte[]> whole = new CompletableFuture<>();
    http.put(READING, whole);
    reader.handle(http);
    return whole;
  }

  /** The route behind the guard: where a body was read, the guard goes on with it. */
  static void arrived(RoutingContext http) {
    CompletableFuture<byte[]> whole = http.remove(READING);
    if (whole == null) {
      http.next();
    } else {
      Buffer body = http.body().buffer();
      whole.complete(body == null ? NONE : body.getBytes());
    }
  }
}
