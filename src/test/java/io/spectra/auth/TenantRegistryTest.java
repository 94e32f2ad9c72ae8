package io.spectra.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantRegistryTest {
  private static final Config ENVIRONMENT =
      new SmallRyeConfigBuilder()
          .withSources(
              new io.smallrye.config.PropertiesConfigSource(
                  Map.of("ACME_PASSWORD", "s3cret"), "test", 100))
          .build();

  @TempDir Path folder;

  @Test
  @DisplayName("R-002 the holder of a key is found by its digest, with permissions and login")
  void findsTheHolderOfAKey() throws IOException {
    var registry = registry(tenant("acme", "spk_one", "[\"query:execute\"]"));

    Caller caller = new Authenticator(registry).authenticate("Bearer spk_one").orElseThrow();

    assertThat(caller.name()).isEqualTo("acme/app");
    assertThat(caller.permissions()).containsExactly(Permission.QUERY_EXECUTE);
    assertThat(caller.tenant().database().user()).isEqualTo("spectra_acme");
    assertThat(caller.tenant().database().password().value()).isEqualTo("s3cret");
  }

  @Test
  @DisplayName("R-002 anything but a known key behind Bearer is nobody")
  void refusesWhatIsNoKey() throws IOException {
    var authenticator = new Authenticator(registry(tenant("acme", "spk_one", "[\"*\"]")));

    for (String sent :
        new String[] {
          null, "", "Bearer", "Bearer ", "spk_one", "Basic spk_one", "Bearer spk_ONE", "Bearer a b"
        }) {
      assertThat(authenticator.authenticate(sent)).as("%s", sent).isEmpty();
    }
    assertThat(authenticator.authenticate("bearer  spk_one ")).isPresent();
  }

  @Test
  @DisplayName("a secret never shows itself")
  void keepsSecrets() throws IOException {
    var registry = registry(tenant("acme", "spk_one", "[\"*\"]"));

    assertThat(registry.all().toString()).contains("spectra_acme").doesNotContain("s3cret");
  }

  @Test
  @DisplayName("a demo key stops the start unless it is explicitly accepted")
  void refusesDemoKeys() throws IOException {
    String file = tenant("acme", "spk_acme_demo", "[\"*\"]");

    assertThatThrownBy(() -> registry(file)).hasMessageContaining("demo API key");
    assertThat(registry(file, DemoCredentials.Policy.ACCEPT).all()).hasSize(1);
  }

  @Test
  @DisplayName("a registry that is wrong stops the start and says where")
  void namesWhatIsWrong() {
    assertThatThrownBy(() -> registry(tenant("acme", "k", "[]").replace("keys:", "kees:")))
        .hasMessageContaining("line 6")
        .hasMessageContaining("kees");
    assertThatThrownBy(() -> registry(tenant("acme", "spk_one", "[\"query:exekute\"]")))
        .hasMessageContaining("acme/app")
        .hasMessageContaining("query:exekute");
    assertThatThrownBy(
            () -> registry(tenant("a", "k1", "[]") + tenant("a", "k2", "[]").substring(9)))
        .hasMessageContaining("described twice");
    assertThatThrownBy(() -> registry(tenant("acme", "k", "[]").replace("ACME_", "NO_SUCH_")))
        .hasMessageContaining("NO_SUCH_PASSWORD");
  }

  @Test
  @DisplayName("R-072 R-085 a tenant's own limits are read; a limit below 1 is refused")
  void readsLimits() throws IOException {
    String limits = "limits: {requests-per-minute: {queries: 7}, bulk-concurrency: 3}";
    String file = tenant("acme", "k", "[]").replace("keys:", limits + "\n    keys:");

    Tenant acme = registry(file).find("acme").orElseThrow();

    assertThat(acme.limits().requestsPerMinute("queries", 100)).isEqualTo(7);
    assertThat(acme.limits().requestsPerMinute("jobs", 300)).isEqualTo(300);
    assertThat(acme.limits().bulkConcurrency()).hasValue(3);
    assertThat(acme.limits().queryConcurrency()).isEmpty();
    assertThatThrownBy(() -> registry(file.replace("bulk-concurrency: 3", "bulk-concurrency: 0")))
        .hasMessageContaining("'acme'")
        .hasMessageContaining("bulk-concurrency");
  }

  private static String tenant(String id, String key, String permissions) {
    return """
        tenants:
          - id: %s
            database: {user: spectra_%s, password: {env: ACME_PASSWORD}}
            keys:
              - {name: app, sha256: %s, permissions: %s}
        """
        .formatted(id, id, ApiKeyHash.of(key).hex(), permissions);
  }

  private TenantRegistry registry(String yaml) throws IOException {
    return registry(yaml, DemoCredentials.Policy.REFUSE);
  }

  private TenantRegistry registry(String yaml, DemoCredentials.Policy policy) throws IOException {
    Path file = Files.writeString(folder.resolve("tenants.yaml"), yaml);
    return new TenantRegistry(() -> file, policy, ENVIRONMENT);
  }
}
