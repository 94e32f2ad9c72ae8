package io.spectra.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.spectra.TestStack;
import io.spectra.api.ApiClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Guarded.class)
class RegistryReloadTest {
  private static final Duration PROMISED = Duration.ofSeconds(5);

  @TestHTTPResource URI base;

  @TestHTTPResource(value = "/q/health/ready", management = true)
  URI ready;

  @ConfigProperty(name = "spectra.tenants.file")
  Path file;

  private ApiClient acme;

  @BeforeEach
  void connect() {
    acme = ApiClient.acme(base);
    assertThat(acme.query("SELECT 1 AS one").status()).isEqualTo(200);
  }

  @AfterEach
  void restore() throws IOException {
    replace(Guarded.registry());
    await().atMost(PROMISED).until(() -> status(acme) == 200 && !stale());
  }

  @Test
  @DisplayName("a revoked key is refused, and a new one accepted, without a restart")
  void keysComeAndGo() throws IOException {
    ApiClient other = acme.with("Authorization", "Bearer spk_new");

    replace(Guarded.registry().replace(Guarded.hash("spk_acme_demo"), Guarded.hash("spk_new")));

    await().atMost(PROMISED).until(() -> status(acme) == 401);
    assertThat(status(other)).isEqualTo(200);
  }

  @Test
  @DisplayName("a tenant that is removed is refused, and its connections are closed")
  void removedTenantsAreGone() throws IOException {
    ApiClient globex = ApiClient.globex(base);
    assertThat(status(globex)).isEqualTo(200);
    String registry = Guarded.registry();

    replace(registry.substring(0, registry.indexOf("  - id: globex")));

    await().atMost(PROMISED).until(() -> status(globex) == 401);
    await().atMost(PROMISED).until(() -> connections("spectra_globex") == 0);
    assertThat(status(acme)).isEqualTo(200);
  }

  @Test
  @DisplayName("a broken registry leaves the last good one, and health says so")
  void brokenFilesChangeNothing() throws IOException {
    replace("tenants: [broken");

    await().atMost(PROMISED).until(this::stale);
    assertThat(status(acme)).isEqualTo(200);
    Files.delete(file);
    await()
        .during(Duration.ofSeconds(1))
        .atMost(PROMISED)
        .until(() -> status(acme) == 200 && stale());
  }

  @Test
  @DisplayName("a registry behind a link that is turned to another folder is read anew")
  void linksMayTurn() throws IOException {
    Path folder = Files.createTempDirectory("spectra-mounted-");
    Path other = Files.createDirectory(folder.resolve("..2"));
    Files.writeString(
        other.resolve("tenants.yaml"),
        Guarded.registry().replace(Guarded.hash("spk_acme_demo"), Guarded.hash("spk_linked")));
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, other.resolve("tenants.yaml"));

    Files.move(link, file, StandardCopyOption.REPLACE_EXISTING);

    await()
        .atMost(PROMISED)
        .until(() -> status(acme.with("Authorization", "Bearer spk_linked")) == 200);
  }

  private void replace(String yaml) throws IOException {
    Path next = Files.writeString(file.resolveSibling("next.yaml"), yaml);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private boolean stale() {
    return ApiClient.stranger(ready).get("/q/health/ready").text().contains("\"stale\"");
  }

  private static int status(ApiClient client) {
    return client.query("SELECT 1 AS one").status();
  }

  private static int connections(String user) throws SQLException {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE usename = '" + user + "'")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
