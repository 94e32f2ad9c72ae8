package io.spectra.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spectra.query.JsonStream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.jboss.logging.Logger;

/**
 * Puts answers on the wire; Camel's own writer finds the response ended and does nothing. Works
 * from any thread.
 */
@ApplicationScoped
@Named("responseWriter")
public class ResponseWriter {
  private static final Logger LOG = Logger.getLogger(ResponseWriter.class);
  private static final String JSON = "application/json";

  private final ObjectMapper json;
  private final ApiConfig config;

  public ResponseWriter(ObjectMapper json, ApiConfig config) {
    this.json = json;
    this.config = config;
  }

  /** Sends a small answer. */
  public void send(@Body Answer answer, Exchange exchange) {
    String made = answer.headers().get("Location");
    if (made != null) {
      String job = made.substring(made.lastIndexOf('/') + 1);
      AuditTrail.found(exchange, null, job);
      Watched.of(ApiRequest.of(exchange).http()).made(job);
    }
    send(answer, ApiRequest.of(exchange).http());
  }

  void send(Answer answer, RoutingContext http) {
    HttpServerResponse response = http.response();
    if (response.ended() || response.headWritten() || response.closed()) {
      return;
    }
    response.setStatusCode(answer.status()).putHeader("Content-Type", JSON);
    answer.headers().forEach(response::putHeader);
    response.end(Buffer.buffer(bytes(answer.body())));
  }

  private byte[] bytes(Object body) {
    try {
      return json.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer that is not JSON", e);
    }
  }

  /** Streams the message's body, which is a {@link JsonStream}; like the other. */
  void stream(Exchange exchange) throws IOException {
    stream(exchange.getMessage().getBody(JsonStream.class), exchange);
  }

  /**
   * Streams a body. A failure before anything was sent is thrown, for the error answer; a later one
   * breaks the connection, so that what the client has never passes for a whole answer.
   */
  public void stream(@Body JsonStream body, Exchange exchange) throws IOException {
    HttpServerResponse response = ApiRequest.of(exchange).http().response();
    response.setStatusCode(200).putHeader("Content-Type", JSON);
    ResponseStream out = new ResponseStream(response, config.stalledClient(), body::cancel);
    try (body) {
      body.writeTo(out);
      AuditTrail.found(exchange, body.rows(), body.jobId());
      Watched.of(ApiRequest.of(exchange).http()).made(body.jobId());
      out.close();
    } catch (IOException | RuntimeException e) {
      if (response.closed()) {
        LOG.debugf("client left: %s", e.getMessage());
      } else if (response.headWritten()) {
        LOG.warnf(e, "broke off an answer half way");
        ApiRequest.of(exchange).http().request().connection().close();
      } else {
        throw e;
      }
    }
  }
}
