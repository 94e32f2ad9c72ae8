package io.spectra.api.peers;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.spectra.job.ledger.Peer;
import io.spectra.job.ledger.PeerLink;
import io.spectra.trace.Tracing;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Asks other instances over HTTP, at their management ports. Safe for use by many threads. */
final class HttpPeerLink implements PeerLink {
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final AttributeKey<String> SERVER = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  private final PeerSignature signature;
  private final String scheme;
  private final Duration patience;
  private final Tracing tracing;
  private final Clock clock = Clock.systemUTC();

  /**
   * @param patience how long the other instance may take
   */
  HttpPeerLink(PeerSignature signature, boolean tls, Duration patience, Tracing tracing) {
    this.tracing = tracing;
    this.signature = signature;
    this.scheme = tls ? "https" : "http";
    this.patience = patience;
  }

  @Override
  public CompletableFuture<byte[]> ask(Peer peer, byte[] question, String traceparent) {
    Span span = tracing.ask(traceparent, PeerEndpoint.SPAN);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(scheme + "://" + peer + PeerEndpoint.PATH))
            .timeout(patience)
            .header("Content-Type", "application/json")
            .header(PeerSignature.HEADER, signature.sign(question, clock.instant()))
            .POST(BodyPublishers.ofByteArray(question));
    if (span.getSpanContext().isValid()) {
      request.header(Tracing.HEADER, Tracing.traceparent(span));
      span.setAttribute(SERVER, peer.host()).setAttribute(PORT, (long) peer.port());
    }
    return http.sendAsync(request.build(), BodyHandlers.ofByteArray())
        .thenApply(HttpPeerLink::body)
        .whenComplete((answer, failure) -> end(span, failure));
  }

  private static void end(Span span, Throwable failure) {
    if (failure != null) {
      Tracing.failed(span, failure);
    }
    span.end();
  }

  private static byte[] body(HttpResponse<byte[]> response) {
    if (response.statusCode() != 200) {
      throw new CompletionException(
          new IOException("Another instance answered " + response.statusCode()));
    }
    return response.body();
  }
}
