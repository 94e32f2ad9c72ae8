package io.spectra.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.spectra.api.ApiClient;
import io.spectra.api.contract.Contract;
import io.spectra.api.contract.Operation;
import io.spectra.auth.Permission;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every operation of the contract, by every kind of caller, for its own and another tenant. */
@QuarkusTest
@TestProfile(Guarded.class)
class AccessMatrixTest {
  private static final String ABSENT = "bulk-job-00000000-0000-7000-8000-000000000000";
  private static final Set<Permission> READONLY =
      Set.of(Permission.QUERY_EXECUTE, Permission.BULK_READ);

  @TestHTTPResource URI base;
  @Inject Contract contract;
  private JsonNode document;

  @BeforeEach
  void ready() {
    document = ApiClient.acme(base).whenReady().get("/openapi.json").json();
  }

  @Test
  @DisplayName("R-002 whoever is not known is told 401, everywhere, always in the same words")
  void strangers() {
    List<String> wrong = new ArrayList<>();
    for (Operation operation : guarded()) {
      for (Callers caller : Callers.values()) {
        if (!caller.known) {
          var reply = send(operation, caller, "acme", ABSENT);
          if (reply.status() != 401
              || reply.header("WWW-Authenticate") == null
              || !reply.text().contains("\"UNAUTHORIZED\"")
              || !reply.text().contains("\"details\":{}")) {
            wrong.add(told(operation, caller, reply));
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  @DisplayName("who lacks the permission is told which; who has it gets in, by any credential")
  void permissions() {
    List<String> wrong = new ArrayList<>();
    for (Operation operation : guarded()) {
      for (Callers caller : Callers.values()) {
        if (caller.known) {
          var reply = send(operation, caller, "acme", ABSENT);
          boolean may =
              caller.all() || operation.permissions().stream().anyMatch(READONLY::contains);
          boolean refused = reply.status() == 403;
          if (reply.status() == 401
              || may == refused
              || refused && !names(reply, operation.permissions())) {
            wrong.add(told(operation, caller, reply));
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  @DisplayName("R-004 for another tenant nobody may act, whether there is one of that name or not")
  void foreignTenants() {
    List<String> wrong = new ArrayList<>();
    for (Operation operation : guarded()) {
      for (Callers caller : Callers.values()) {
        if (caller.known) {
          var foreign = send(operation, caller, "globex", ABSENT);
          var unknown = send(operation, caller, "nobody", ABSENT);
          if (foreign.status() != 403 || !foreign.text().equals(unknown.text())) {
            wrong.add(told(operation, caller, foreign));
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  @DisplayName("R-008 another tenant's id answers exactly like one that does not exist")
  void foreignIds() {
    ApiClient globex = ApiClient.globex(base);
    String bulk =
        globex
            .post(
                "/v1/bulk/jobs",
                "{\"operation\": \"query\", \"object\": \"sales\", \"query\": \"SELECT 1 AS one\"}")
            .json()
            .path("job_id")
            .asText();
    JsonNode query = globex.query("SELECT 1 AS one").json().path("metadata");
    List<String> foreign =
        List.of(bulk, query.path("job_id").asText(), query.path("query_id").asText());
    List<String> wrong = new ArrayList<>();
    for (Operation operation : guarded()) {
      if (!operation.path().contains("{job_id}")) {
        continue;
      }
      for (Callers caller : List.of(Callers.KEY, Callers.READONLY_KEY, Callers.SIGNED)) {
        for (String id : foreign) {
          var there = send(operation, caller, "acme", id);
          var absent = send(operation, caller, "acme", id.replaceAll("[0-9a-f]{4}$", "0000"));
          if (there.status() != absent.status()
              || !there.text().equals(absent.text())
              || !headers(there).equals(headers(absent))
              || there.status() < 400) {
            wrong.add(id + " " + told(operation, caller, there) + " / " + absent.text());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(globex.get("/v1/bulk/jobs/" + bulk).json().path("state").asText())
        .isNotEqualTo("Aborted");
  }

  private List<Operation> guarded() {
    return contract.operations().stream().filter(operation -> !operation.isPublic()).toList();
  }

  private ApiClient.Reply send(Operation operation, Callers caller, String tenant, String id) {
    String path =
        "/v1" + operation.path().replace("{job_id}", id).replace("{table}", "no_such_table");
    String body = body(operation);
    Map<String, String> headers = new LinkedHashMap<>(Map.of("X-Tenant-ID", tenant));
    if (body != null) {
      headers.put("Content-Type", "application/json");
    }
    ApiClient client = ApiClient.stranger(base);
    for (var header :
        caller.headers(operation.method(), base.resolve(path), headers, body).entrySet()) {
      client = client.with(header.getKey(), header.getValue());
    }
    BodyPublisher publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    return client.send(operation.method(), path, publisher);
  }

  /** The first example of the document, for an operation that takes a body. */
  private String body(Operation operation) {
    JsonNode content =
        document
            .path("paths")
            .path(operation.path())
            .path(operation.method().toLowerCase(java.util.Locale.ROOT))
            .path("requestBody")
            .path("content")
            .path("application/json");
    if (content.isMissingNode()) {
      return null;
    }
    return content.has("example")
        ? content.path("example").toString()
        : content.path("examples").elements().next().path("value").toString();
  }

  private static boolean names(ApiClient.Reply reply, Set<Permission> needed) {
    String named = reply.detail("permission").asText();
    return needed.stream().anyMatch(permission -> named.contains(permission.scope()));
  }

  private static Set<String> headers(ApiClient.Reply reply) {
    return reply.http().headers().map().keySet();
  }

  private static String told(Operation operation, Callers caller, ApiClient.Reply reply) {
    return "%s by %s: %d %s".formatted(operation.id(), caller, reply.status(), reply.text());
  }
}
