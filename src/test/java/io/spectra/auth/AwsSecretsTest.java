package io.spectra.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spectra.TestConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client of the AWS SDK itself against a server that speaks the service's protocol. */
class AwsSecretsTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String LOGIN = "spectra/acme";
  private static final String REGISTRY =
      """
      tenants:
        - id: acme
          database: {user: spectra_acme, password: {aws: spectra/acme, field: password}}
      """;

  private final SecretsManagerStandIn manager = new SecretsManagerStandIn();
  @TempDir Path folder;
  private AwsSecrets secrets;
  private TenantsConfig config;

  AwsSecretsTest() throws IOException {}

  @BeforeEach
  void configure() throws IOException {
    System.setProperty("aws.accessKeyId", SecretsManagerStandIn.ACCESS_KEY);
    System.setProperty("aws.secretAccessKey", SecretsManagerStandIn.SECRET_KEY);
    config =
        TestConfig.of(
            TenantsConfig.class,
            Map.of(
                "spectra.tenants.file",
                Files.writeString(folder.resolve("tenants.yaml"), REGISTRY).toString(),
                "spectra.tenants.secrets-region",
                SecretsManagerStandIn.REGION,
                "spectra.tenants.secrets-endpoint",
                manager.endpoint().toString(),
                "spectra.tenants.secrets-refresh",
                "100ms"));
    secrets = new AwsSecrets(config);
  }

  @AfterEach
  void close() {
    secrets.close();
    manager.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @Test
  @DisplayName("a secret of AWS is text, or a member of a JSON object")
  void reads() {
    manager.put("plain", "hunter2");
    manager.put(LOGIN, "{\"user\": \"u\", \"password\": \"s3cret\"}");

    assertThat(secrets.get("plain", null).value()).isEqualTo("hunter2");
    assertThat(secrets.get(LOGIN, "password").value()).isEqualTo("s3cret");
    assertThatThrownBy(() -> secrets.get(LOGIN, "pasword"))
        .hasMessageContaining("spectra/acme")
        .hasMessageContaining("pasword")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> secrets.get("plain", "password"))
        .hasMessageContaining("no text member")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  @DisplayName("a secret that is denied, absent or wrongly asked for is named, with AWS's reason")
  void refusals() {
    assertThatThrownBy(() -> secrets.get("denied/acme", null))
        .hasMessageContaining("denied/acme")
        .hasMessageContaining("AccessDeniedException");
    assertThatThrownBy(() -> secrets.get("absent", null))
        .hasMessageContaining("absent")
        .hasMessageContaining("ResourceNotFoundException");
    System.setProperty("aws.secretAccessKey", "another");
    assertThatThrownBy(() -> new AwsSecrets(config).get(LOGIN, null))
        .hasMessageContaining("InvalidSignatureException");
  }

  @Test
  @DisplayName("AWS that is silent or away holds up who asks first for 3 s, and nobody else")
  void away() {
    manager.put(LOGIN, "s3cret");
    secrets.get(LOGIN, null);
    manager.fallSilent();

    long began = System.nanoTime();
    assertThat(secrets.get(LOGIN, null).value()).isEqualTo("s3cret");
    assertThat(since(began)).isLessThan(Duration.ofSeconds(1));
    assertThatThrownBy(() -> secrets.get("other", null)).hasMessageContaining("did not answer");
    assertThat(since(began)).isLessThan(Duration.ofSeconds(5));
    manager.answerAgain();
    manager.stop();
    assertThatThrownBy(() -> secrets.get("other", null)).hasMessageContaining("did not answer");
  }

  @Test
  @DisplayName(
      "a rotated secret is in force soon; while AWS is away the last one is, and it is told")
  void rotation() throws IOException {
    manager.put(LOGIN, "{\"password\": \"one\"}");
    Secrets source = new Secrets(TestConfig.all(TenantsConfig.class, Map.of()), secrets);
    TenantRegistry registry = registry(source);
    assertThat(password(registry)).isEqualTo("one");
    assertThat(source.changed()).isFalse();

    manager.put(LOGIN, "{\"password\": \"two\"}");
    await().atMost(SOON).until(source::changed);
    assertThat(reload(registry)).as("the tenant is another one now").isTrue();
    assertThat(password(registry)).isEqualTo("two");

    manager.stop();
    await().atMost(SOON).until(() -> source.problem().isPresent());
    assertThat(source.problem().get()).contains(LOGIN, "did not answer");
    reload(registry);
    assertThat(password(registry)).isEqualTo("two");

    manager.put(LOGIN, "{\"password\": \"three\"}");
    manager.startAgain();
    await().atMost(SOON).until(() -> source.problem().isEmpty() && source.changed());
    reload(registry);
    assertThat(password(registry)).isEqualTo("three");
    manager.remove(LOGIN);
    await().atMost(SOON).until(() -> source.problem().isPresent());
    assertThat(password(registry)).isEqualTo("three");
  }

  @Test
  @DisplayName("a service whose secrets cannot be had does not start, and says which and why")
  void noStart() {
    Secrets source = new Secrets(TestConfig.all(TenantsConfig.class, Map.of()), secrets);
    assertThatThrownBy(() -> registry(source))
        .hasMessageContaining(LOGIN)
        .hasMessageContaining("ResourceNotFoundException");
  }

  private TenantRegistry registry(Secrets source) {
    return new TenantRegistry(
        config,
        DemoCredentials.Policy.REFUSE,
        source,
        new LastUses(new io.micrometer.core.instrument.simple.SimpleMeterRegistry()));
  }

  private static boolean reload(TenantRegistry registry) {
    return registry.reload(REGISTRY.getBytes(StandardCharsets.UTF_8));
  }

  private static String password(TenantRegistry registry) {
    return registry.find("acme").orElseThrow().database().password().value();
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
