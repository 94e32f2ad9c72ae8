package io.spectra.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.api.ApiClient;
import io.spectra.auth.jwt.Issuer;
import io.spectra.bulk.ingest.LoadClient;
import io.spectra.chaos.ServiceProcess;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mixed workload with every kind of credential, right and wrong, against the packaged service at
 * its most talkative; then everything that it wrote is searched for every secret it was given.
 */
@OnStack
class NoSecretsIT {
  private static final Path LOG = Path.of("target", "no-secrets.log");
  private static final Pattern SIGNATURE = Pattern.compile("Signature=([0-9a-f]{64})");

  @TempDir Path folder;

  /**
   * Its records bear their senders' credentials (ADR 0010), and the service writes none of them.
   */
  private static final String WRITTEN_BY_CLIENTS = "spectra.jobs.requests";

  private final PublicJsonWebKey key = Issuer.rsa("test");

  /** By what they are. */
  private final Map<String, String> secrets = new LinkedHashMap<>();

  /** Error bodies, metrics and health. */
  private final List<String> told = new ArrayList<>();

  @Test
  @DisplayName("R-022 no secret is in logs, topics, errors, metrics or health")
  void nothingIsLeaked() throws Exception {
    Files.deleteIfExists(LOG);
    String marked = "SELECT 1 AS seen_" + UUID.randomUUID().toString().replace("-", "");
    try (ServiceProcess service = ServiceProcess.start(environment(), LOG)) {
      ApiClient acme = ApiClient.acme(service.api()).whenReady();
      acme.query(marked);
      byJwt(service.api());
      bySignature(service.api());
      wrongly(service.api());
      export(acme);
      load(acme);
      for (String path : List.of("/q/metrics", "/q/health")) {
        told.add(ApiClient.stranger(service.management()).get(path).text());
      }
    }
    known();

    Map<String, String> places = new LinkedHashMap<>();
    places.put("log", Files.readString(LOG));
    places.put("answers", String.join("\n", told));
    for (String topic : TopicText.topics()) {
      if (!topic.equals(WRITTEN_BY_CLIENTS)) {
        places.put(topic, TopicText.of(topic));
      }
    }
    assertThat(places.keySet()).hasSizeGreaterThan(8);
    assertThat(places.get("log")).as("it was talkative").contains("DEBUG");
    assertThat(places.get("spectra.jobs.commands")).as("it is read").contains(marked);
    List<String> leaks = new ArrayList<>();
    places.forEach(
        (place, text) ->
            secrets.forEach(
                (what, secret) -> {
                  if (text.contains(secret)) {
                    leaks.add(what + " in " + place);
                  }
                }));
    assertThat(leaks).isEmpty();
  }

  private void byJwt(URI api) {
    String token = Issuer.sign(key, "RS256", Issuer.payload("acme", "[\"*\"]"));
    String foreign = Issuer.sign(Issuer.rsa("test"), "RS256", Issuer.payload("acme", "[\"*\"]"));
    secret("JWT", token);
    secret("JWT of a stranger", foreign);
    ApiClient acme = ApiClient.acme(api).with("Authorization", "Bearer " + token);
    assertThat(acme.query("SELECT 2 AS jwt").status()).isEqualTo(200);
    note(acme.query("SELECT broken FROM"));
    note(acme.with("Authorization", "Bearer " + foreign).query("SELECT 1"));
  }

  private void bySignature(URI api) {
    String body = "{\"sql\": \"SELECT 3 AS signed\"}";
    for (AwsSigned signer :
        List.of(
            AwsSigned.acme(),
            new AwsSigned(
                "SPECTRADEMOACME00000",
                "not-the-secret-of-acme",
                "eu-central-1",
                "execute-api",
                java.time.Clock.systemUTC()))) {
      secret("AWS secret", signer.secret());
      ApiClient client = ApiClient.stranger(api);
      var headers =
          signer.headers(
              "POST",
              api.resolve("/v1/queries"),
              Map.of("X-Tenant-ID", "acme", "Content-Type", "application/json"),
              body);
      for (var header : headers.entrySet()) {
        client = client.with(header.getKey(), header.getValue());
      }
      secret("AWS signature", signature(headers.get("Authorization")));
      note(client.send("POST", "/v1/queries", BodyPublishers.ofString(body)));
    }
  }

  private void wrongly(URI api) {
    ApiClient acme = ApiClient.acme(api);
    for (String wrong : List.of("spk_not_a_key_but_secret", "hunter2-and-more")) {
      secret("wrong key", wrong);
      note(acme.with("Authorization", "Bearer " + wrong).query("SELECT 1"));
      note(acme.with("Authorization", "Basic " + wrong).query("SELECT 1"));
    }
    note(acme.with("X-Tenant-ID", "globex").query("SELECT 1"));
    note(acme.query("SELECT * FROM no_such_table"));
    note(acme.query("DROP TABLE sales"));
    note(acme.post("/v1/queries", "{"));
    note(acme.get("/v1/jobs/absent"));
    note(
        acme.with("Authorization", "Bearer spk_acme_readonly")
            .post("/v1/bulk/jobs", "{\"operation\": \"insert\", \"object\": \"sales\"}"));
  }

  private void export(ApiClient acme) {
    String job =
        acme.post(
                "/v1/bulk/jobs",
                "{\"operation\": \"query\", \"object\": \"sales\","
                    + " \"query\": \"SELECT * FROM sales LIMIT 10\"}")
            .json()
            .path("job_id")
            .asText();
    acme.with("Prefer", "wait=60").get("/v1/bulk/jobs/" + job);
    String url = acme.get("/v1/bulk/jobs/" + job + "/results").json().path("download_url").asText();
    secret("signature of a download", signature(url));
  }

  private void load(ApiClient acme) {
    LoadClient loads = new LoadClient(acme);
    String job = loads.created(LoadClient.job("upsert", "customers"));
    URI upload = loads.uploadUrl(job, 1);
    secret("signature of an upload", signature(upload.toString()));
    loads.put(upload, "customer_id,name\nx,rejected\n".getBytes());
    assertThat(loads.start(job).status()).isEqualTo(200);
    loads.ended(job);
  }

  /** What the service has, and never a client. */
  private void known() {
    for (String demo : List.of("spk_acme_demo", "spk_acme_readonly")) {
      secret("API key", demo);
    }
    for (String tenant : List.of("acme", "globex")) {
      secret("password", TestStack.password(tenant));
    }
    secret("key of S3", TestStack.s3Access().secretKey());
    secret("secret of the cluster", "a-cluster-secret-of-this-test");
  }

  private void secret(String what, String secret) {
    assertThat(secret).as(what).hasSizeGreaterThan(7);
    secrets.put(what + " #" + secrets.size(), secret);
  }

  private void note(ApiClient.Reply reply) {
    if (reply.status() >= 400) {
      told.add(reply.text());
      reply.http().headers().map().values().forEach(each -> told.add(each.toString()));
    }
  }

  private static String signature(String text) {
    Matcher found = SIGNATURE.matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group(1);
  }

  private Map<String, String> environment() throws Exception {
    Map<String, String> environment = new HashMap<>(TestStack.environment());
    environment.put("SPECTRA_STATE_DIR", folder.resolve("state").toString());
    environment.put("SPECTRA_BULK_QUERY_AUTOSTART", "0s");
    environment.put("SPECTRA_CLUSTER_SECRET", "a-cluster-secret-of-this-test");
    environment.put("SPECTRA_AUDIT_LOG", "true");
    environment.put("SPECTRA_AUDIT_SQL_TEXT", "true");
    environment.put("SPECTRA_JWT_ISSUER", Issuer.NAME);
    environment.put("SPECTRA_JWT_AUDIENCE", Issuer.AUDIENCE);
    environment.put(
        "SPECTRA_JWT_JWKS_FILE",
        Files.writeString(
                folder.resolve("keys.json"),
                new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY))
            .toString());
    environment.put("QUARKUS_LOG_LEVEL", "DEBUG");
    environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
    return environment;
  }
}
