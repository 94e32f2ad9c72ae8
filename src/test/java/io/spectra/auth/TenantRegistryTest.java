package io.spectra.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.spectra.TestConfig;
import io.spectra.auth.jwt.JwtConfig;
import io.spectra.auth.jwt.Jwts;
import io.spectra.auth.sigv4.SignatureConfig;
import io.spectra.auth.sigv4.Signatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

  private static final byte[] NONE = {};
  private static final String ONE = "Bearer spk_one";

  @TempDir Path folder;

  @Test
  @DisplayName("R-002 the holder of a key is found by its digest, with permissions and login")
  void findsTheHolderOfAKey() throws IOException {
    var registry = registry(tenant("acme", "spk_one", "[\"query:execute\"]"));

    Caller caller = identify(registry, "Bearer spk_one").orElseThrow();

    assertThat(caller.name()).isEqualTo("acme/app");
    assertThat(caller.permissions()).containsExactly(Permission.QUERY_EXECUTE);
    assertThat(caller.tenant().database().user()).isEqualTo("spectra_acme");
    assertThat(caller.tenant().database().password().value()).isEqualTo("s3cret");
  }

  @Test
  @DisplayName("R-002 anything but a known key behind Bearer is nobody")
  void refusesWhatIsNoKey() throws IOException {
    var registry = registry(tenant("acme", "spk_one", "[\"*\"]"));

    for (String sent :
        new String[] {
          null, "", "Bearer", "Bearer ", "spk_one", "Basic spk_one", "Bearer spk_ONE", "Bearer a b"
        }) {
      assertThat(identify(registry, sent)).as("%s", sent).isEmpty();
    }
    assertThat(identify(registry, "bearer  spk_one ")).isPresent();
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

    assertThatThrownBy(() -> registry(file)).hasMessageContaining("demo credential");
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
  @DisplayName("a secret in clear is refused, and not repeated")
  void refusesSecretsInClear() {
    String file = tenant("acme", "k", "[]").replace("{env: ACME_PASSWORD}", "hunter2");

    assertThatThrownBy(() -> registry(file))
        .hasMessageContaining("must not stand in the registry")
        .hasMessageNotContainingAny("hunter2");
  }

  @Test
  @DisplayName("an expired key is nobody's; a tenant's permissions bound those of its keys")
  void keysExpireAndAreBounded() throws IOException {
    String file = tenant("acme", "spk_one", "[\"*\"]");

    assertThat(identify(registry(file.replace("]}", "], expires: 2020-01-01T00:00:00Z}")), ONE))
        .isEmpty();
    assertThat(identify(registry(file.replace("]}", "], expires: 2999-01-01T00:00:00Z}")), ONE))
        .isPresent();
    assertThat(
            identify(
                    registry(
                        file.replace("    keys:", "    permissions: [\"bulk:read\"]\n    keys:")),
                    ONE)
                .orElseThrow()
                .permissions())
        .containsExactly(Permission.BULK_READ);
  }

  @Test
  @DisplayName("a pattern names the database users of tenants that name none")
  void namesUsersByPattern() throws IOException {
    Files.writeString(folder.resolve("globex.password"), "from-file\n");
    String file =
        """
        defaults:
          database: {user: "sp_{tenant}", password: {file: "%s/{tenant}.password"}}
          permissions: ["query:execute"]
        tenants:
          - id: globex
        """
            .formatted(folder);

    Tenant globex = registry(file).find("globex").orElseThrow();

    assertThat(globex.database().user()).isEqualTo("sp_globex");
    assertThat(globex.database().password().value()).isEqualTo("from-file");
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
    return DemoTenants.registry(
        TestConfig.of(TenantsConfig.class, Map.of("spectra.tenants.file", file.toString())),
        policy,
        ENVIRONMENT);
  }

  private static Optional<Caller> identify(TenantRegistry registry, String authorization) {
    return new Authenticator(
            registry,
            new Jwts(TestConfig.of(JwtConfig.class, Map.of())),
            new Signatures(TestConfig.of(SignatureConfig.class, Map.of())))
        .authenticate(Heads.with(authorization), () -> CompletableFuture.completedFuture(NONE))
        .toCompletableFuture()
        .join();
  }
}
