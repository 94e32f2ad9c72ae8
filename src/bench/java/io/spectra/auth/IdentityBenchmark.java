package io.spectra.auth;

import io.spectra.TestConfig;
import io.spectra.auth.jwt.Issuer;
import io.spectra.auth.jwt.JwtConfig;
import io.spectra.auth.jwt.Jwts;
import io.spectra.auth.sigv4.SignatureConfig;
import io.spectra.auth.sigv4.Signatures;
import io.spectra.security.AwsSigned;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to find out who sends a request, and to find out that nobody known does. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class IdentityBenchmark {
  private static final byte[] BODY =
      "{\"sql\": \"SELECT * FROM sales WHERE sale_id = 4711\"}".getBytes(StandardCharsets.UTF_8);

  private Authenticator authenticator;
  private RequestHead byKey;
  private RequestHead byWrongKey;
  private RequestHead byJwt;
  private RequestHead byForgedJwt;
  private RequestHead bySignature;
  private RequestHead byWrongSignature;

  /** One tenant with a key of each kind. */
  @Setup
  public void setUp() throws IOException {
    Path folder = Files.createTempDirectory("spectra-bench-");
    Path tenants =
        Files.writeString(
            folder.resolve("tenants.yaml"),
            """
            tenants:
              - id: acme
                database: {user: spectra_acme}
                keys:
                  - {name: key, sha256: %s, permissions: ["*"]}
                aws:
                  - {name: aws, access-key: BENCHMARKKEY00000001, secret: {file: %s}, permissions: ["*"]}
            """
                .formatted(
                    ApiKeyHash.of("spk_benchmark").hex(),
                    Files.writeString(folder.resolve("secret"), "secret")));
    PublicJsonWebKey key = Issuer.rsa("bench");
    Path keys =
        Files.writeString(
            folder.resolve("keys.json"),
            new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY));
    Map<String, String> settings =
        Map.of(
            "spectra.tenants.file",
            tenants.toString(),
            "spectra.jwt.issuer",
            Issuer.NAME,
            "spectra.jwt.audience",
            Issuer.AUDIENCE,
            "spectra.jwt.jwks-file",
            keys.toString());
    authenticator =
        new Authenticator(
            DemoTenants.registry(
                TestConfig.of(TenantsConfig.class, settings),
                DemoCredentials.Policy.REFUSE,
                TestConfig.all(TenantsConfig.class, settings)),
            new Jwts(TestConfig.of(JwtConfig.class, settings)),
            new Signatures(TestConfig.of(SignatureConfig.class, settings)));
    byKey = bearer("spk_benchmark");
    byWrongKey = bearer("spk_benchmarks");
    byJwt = bearer(Issuer.sign(key, "RS256", Issuer.payload("acme", "[\"*\"]")));
    byForgedJwt =
        bearer(Issuer.sign(Issuer.rsa("bench"), "RS256", Issuer.payload("acme", "[\"*\"]")));
    bySignature = signed("secret");
    byWrongSignature = signed("wrong");
    for (RequestHead good : List.of(byKey, byJwt, bySignature)) {
      identify(good).orElseThrow();
    }
    for (RequestHead bad : List.of(byWrongKey, byForgedJwt, byWrongSignature)) {
      identify(bad)
          .ifPresent(
              caller -> {
                throw new IllegalStateException(caller.name());
              });
    }
  }

  @Benchmark
  public Object key() {
    return identify(byKey);
  }

  @Benchmark
  public Object wrongKey() {
    return identify(byWrongKey);
  }

  @Benchmark
  public Object jwt() {
    return identify(byJwt);
  }

  @Benchmark
  public Object forgedJwt() {
    return identify(byForgedJwt);
  }

  @Benchmark
  public Object signature() {
    return identify(bySignature);
  }

  @Benchmark
  public Object wrongSignature() {
    return identify(byWrongSignature);
  }

  private Optional<Caller> identify(RequestHead head) {
    return authenticator
        .authenticate(head, () -> CompletableFuture.completedFuture(BODY))
        .toCompletableFuture()
        .join();
  }

  private static RequestHead bearer(String token) {
    return new Head(
        Map.of("host", List.of("localhost"), "authorization", List.of("Bearer " + token)));
  }

  private static RequestHead signed(String secret) {
    Map<String, List<String>> headers = new TreeMap<>();
    new AwsSigned("BENCHMARKKEY00000001", secret, "eu-central-1", "execute-api", Clock.systemUTC())
        .headers(
            "POST",
            URI.create("http://localhost:8080/v1/queries"),
            Map.of("X-Tenant-ID", "acme"),
            new String(BODY, StandardCharsets.UTF_8))
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(value)));
    headers.put("host", List.of("localhost:8080"));
    return new Head(headers);
  }

  private record Head(Map<String, List<String>> headers) implements RequestHead {
    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String path() {
      return "/v1/queries";
    }

    @Override
    public String query() {
      return "";
    }

    @Override
    public List<String> header(String name) {
      return headers.getOrDefault(name, List.of());
    }

    @Override
    public Collection<String> headerNames() {
      return headers.keySet();
    }
  }
}
