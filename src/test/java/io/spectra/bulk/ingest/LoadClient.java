package io.spectra.bulk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spectra.api.ApiClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Loads files as any client does: by the API and its presigned URLs. */
public final class LoadClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ApiClient api;

  public LoadClient(ApiClient api) {
    this.api = api;
  }

  /** A job as the API creates it. */
  public static ObjectNode job(String operation, String object) {
    return JSON.createObjectNode().put("operation", operation).put("object", object);
  }

  /** Creates the job, uploads the file, starts it, and waits for its end. */
  public JsonNode load(ObjectNode job, String file) {
    return load(job, file.getBytes(StandardCharsets.UTF_8));
  }

  public JsonNode load(ObjectNode job, byte[] file) {
    String id = created(job);
    put(uploadUrl(id, 1), file);
    assertThat(start(id).status()).isEqualTo(200);
    return ended(id);
  }

  public String created(ObjectNode job) {
    ApiClient.Reply reply =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> api.post("/v1/bulk/jobs", job.toString()), r -> r.status() != 503);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply.json().path("job_id").asText();
  }

  public URI uploadUrl(String id, int part) {
    ApiClient.Reply reply = api.get("/v1/bulk/jobs/" + id + "/upload-url?part=" + part);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return URI.create(reply.json().path("upload_url").asText());
  }

  /** PUTs a file without any credential but the URL. */
  public void put(URI url, byte[] file) {
    try {
      var sent =
          HTTP.send(
              HttpRequest.newBuilder(url).PUT(BodyPublishers.ofByteArray(file)).build(),
              BodyHandlers.ofString());
      assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public ApiClient.Reply start(String id) {
    return api.patch("/v1/bulk/jobs/" + id, "{\"state\":\"UploadComplete\"}");
  }

  public JsonNode state(String id) {
    return api.get("/v1/bulk/jobs/" + id).json();
  }

  public JsonNode ended(String id) {
    return await()
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> state(id),
            now ->
                List.of("JobComplete", "Failed", "Aborted").contains(now.path("state").asText()));
  }

  /** The rejected records of a job, as their file has them. */
  public String rejected(JsonNode job) {
    return new String(download(job, "failed-results"), StandardCharsets.UTF_8);
  }

  /** Runs an export, and gives its file. */
  public byte[] export(ObjectNode job) {
    String id = created(job);
    start(id);
    JsonNode ended = ended(id);
    assertThat(ended.path("state").asText()).as(ended + "").isEqualTo("JobComplete");
    return download(ended, "results");
  }

  private byte[] download(JsonNode job, String what) {
    ApiClient.Reply reply = api.get("/v1/bulk/jobs/" + job.path("job_id").asText() + "/" + what);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    URI url = URI.create(reply.json().path("download_url").asText());
    try {
      var file = HTTP.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());
      assertThat(file.statusCode()).isEqualTo(200);
      assertThat(reply.json().path("size_bytes").asLong()).isEqualTo(file.body().length);
      return file.body();
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
