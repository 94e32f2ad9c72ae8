package io.spectra.api;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client as any other: plain HTTP, the demo credentials of a tenant, no knowledge of beans. */
public final class ApiClient {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI base;
  private final Map<String, String> headers;

  private ApiClient(URI base, Map<String, String> headers) {
    this.base = base;
    this.headers = headers;
  }

  /** A client of the tenant acme, with all permissions. */
  public static ApiClient acme(URI base) {
    return stranger(base).with("Authorization", "Bearer spk_acme_demo").with("X-Tenant-ID", "acme");
  }

  /** A client of the tenant globex, with all permissions. */
  public static ApiClient globex(URI base) {
    return stranger(base)
        .with("Authorization", "Bearer spk_globex_demo")
        .with("X-Tenant-ID", "globex");
  }

  /** A client without any credentials. */
  public static ApiClient stranger(URI base) {
    return new ApiClient(base, Map.of());
  }

  /** This client with one more header, or another value of it; null leaves it out. */
  public ApiClient with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    if (value == null) {
      more.remove(name);
    } else {
      more.put(name, value);
    }
    return new ApiClient(base, more);
  }

  public Reply get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  public Reply delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  public Reply post(String path, String body) {
    return json().send("POST", path, BodyPublishers.ofString(body));
  }

  public Reply patch(String path, String body) {
    return json().send("PATCH", path, BodyPublishers.ofString(body));
  }

  /** Waits until jobs can be read: right after a start the ledger restores, and says 503. */
  public ApiClient whenReady() {
    await("the job ledger answers")
        .atMost(Duration.ofSeconds(60))
        .until(() -> get("/v1/bulk/jobs/bulk-job-none").status() == 404);
    return this;
  }

  /** POST /v1/queries of this SQL. */
  public Reply query(String sql) {
    return post("/v1/queries", JSON.createObjectNode().put("sql", sql).toString());
  }

  private ApiClient json() {
    return headers.containsKey("Content-Type") ? this : with("Content-Type", "application/json");
  }

  public Reply send(String method, String path, BodyPublisher body) {
    var request = HttpRequest.newBuilder(base.resolve(path)).method(method, body);
    headers.forEach(request::header);
    try {
      return new Reply(HTTP.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What came back. */
  public record Reply(HttpResponse<String> http) {
    public int status() {
      return http.statusCode();
    }

    public String header(String name) {
      return http.headers().firstValue(name).orElse(null);
    }

    public String text() {
      return http.body();
    }

    public JsonNode json() {
      try {
        return JSON.readTree(http.body());
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + http.body(), e);
      }
    }

    /** {@code error.code} of the envelope. */
    public String error() {
      return json().at("/error/code").asText();
    }

    /** {@code error.details.<name>} of the envelope. */
    public JsonNode detail(String name) {
      return json().at("/error/details/" + name);
    }
  }
}
