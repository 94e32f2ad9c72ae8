package io.spectra.api;

import io.spectra.api.contract.Contract;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.camel.builder.RouteBuilder;

/** What anybody may read: the contract at /openapi.json and /v1/openapi.json, and /docs. */
@ApplicationScoped
public class Documents extends RouteBuilder {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
        <meta charset="utf-8">
        <title>Spectra</title>
        <link rel="stylesheet" href="/docs/swagger-ui.css">
      </head>
      <body>
        <div id="swagger-ui"></div>
        <script src="/docs/swagger-ui-bundle.js"></script>
        <script src="/docs/start.js"></script>
      </body>
      </html>
      """;
  private static final String START =
      """
      SwaggerUIBundle({url: '/openapi.json', dom_id: '#swagger-ui', persistAuthorization: false});
      """;

  private final Contract contract;

  public Documents(Contract contract) {
    this.contract = contract;
  }

  @Override
  public void configure() {
    from("direct:getOpenApi")
        .routeId("api-get-open-api")
        .bean("requestEntry", "enter")
        .process(exchange -> openApi(ApiRequest.of(exchange).http()));
  }

  void stand(@Observes Router router) {
    router.get("/openapi.json").handler(this::openApi);
    router.get("/docs").handler(http -> text(http, "text/html", PAGE));
    router.get("/docs/start.js").handler(http -> text(http, "text/javascript", START));
    router.get("/docs/*").handler(StaticHandler.create(swaggerUi()).setDirectoryListing(false));
  }

  private void openApi(RoutingContext http) {
    if (contract.etag().equals(http.request().getHeader("If-None-Match"))) {
      http.response().setStatusCode(304).putHeader("ETag", contract.etag()).end();
      return;
    }
    http.response()
        .putHeader("ETag", contract.etag())
        .putHeader("Content-Type", "application/json");
    http.response().end(Buffer.buffer(contract.json()));
  }

  private static void text(RoutingContext http, String type, String text) {
    http.response().putHeader("Content-Type", type + "; charset=utf-8");
    http.response()
        .putHeader(
            "Content-Security-Policy",
            "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'");
    http.response().end(text);
  }

  /** The webjar's folder carries its version, which the jar itself tells. */
  private static String swaggerUi() {
    try (InputStream in =
        Documents.class.getResourceAsStream(
            "/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
      Properties pom = new Properties();
      pom.load(in);
      return "META-INF/resources/webjars/swagger-ui/" + pom.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
