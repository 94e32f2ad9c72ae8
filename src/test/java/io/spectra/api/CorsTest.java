package io.spectra.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.TestConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Pages of origins that are configured; that none is by default shows EdgeAttackTest. */
class CorsTest {
  private final Vertx vertx = Vertx.vertx();
  private ApiClient client;

  @BeforeEach
  void serve() {
    Cors cors =
        new Cors(
            TestConfig.of(
                ApiConfig.class, Map.of("spectra.api.cors-origins", "https://app.example")));
    Router router = Router.router(vertx);
    router.route().handler(cors::handle);
    router.route().handler(http -> http.response().setStatusCode(401).end());
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    client = ApiClient.stranger(URI.create("http://127.0.0.1:" + server.actualPort()));
  }

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  @DisplayName("a page of a configured origin may ask, with the headers that the API takes")
  void configured() {
    var preflight = preflight("https://app.example");
    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.header("access-control-allow-origin")).isEqualTo("https://app.example");
    assertThat(preflight.header("access-control-allow-headers")).contains("X-Tenant-ID");
    assertThat(preflight.header("access-control-allow-credentials")).isNull();

    var answer = client.with("Origin", "https://app.example").get("/v1/jobs/x");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("access-control-allow-origin")).isEqualTo("https://app.example");
  }

  @Test
  @DisplayName("a page of any other origin is given nothing, however near its name is")
  void others() {
    for (String origin :
        new String[] {
          "https://evil.test",
          "https://app.example.evil.test",
          "http://app.example",
          "https://appXexample",
          "null"
        }) {
      var preflight = preflight(origin);
      assertThat(preflight.status()).as(origin).isEqualTo(401);
      assertThat(preflight.header("access-control-allow-origin")).as(origin).isNull();
    }
  }

  private ApiClient.Reply preflight(String origin) {
    return client
        .with("Origin", origin)
        .with("Access-Control-Request-Method", "POST")
        .with("Access-Control-Request-Headers", "X-Tenant-ID")
        .send("OPTIONS", "/v1/queries", BodyPublishers.noBody());
  }
}
