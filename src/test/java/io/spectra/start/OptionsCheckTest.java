package io.spectra.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsCheckTest {
  private static final Map<String, String> ENOUGH =
      Map.of(
          "spectra.warehouse.url", "jdbc:redshift://warehouse:5439/spectra",
          "spectra.s3.bucket", "bucket",
          "spectra.tenants.file", "pom.xml");

  @Test
  @DisplayName("what is enough is enough")
  void takesWhatIsEnough() {
    assertThat(faults(ENOUGH)).isEmpty();
  }

  @Test
  @DisplayName("all that is missing, unreadable or contradictory is told together")
  void tellsAllAtOnce(@TempDir Path folder) {
    Map<String, String> settings = new HashMap<>();
    settings.put("spectra.s3.access-key", "half");
    settings.put("spectra.tenants.file", folder.resolve("tenants.yaml").toString());
    settings.put("spectra.bulk.workers", "many");
    settings.put("spectra.job.heartbeat", "20s");
    settings.put("spectra.jwt.audience", "spectra");

    assertThat(faults(settings))
        .anyMatch(fault -> fault.contains("SPECTRA_WAREHOUSE_URL"))
        .anyMatch(fault -> fault.contains("spectra.bulk.workers cannot be 'many'"))
        .anyMatch(fault -> fault.contains("spectra.s3.bucket is required"))
        .anyMatch(fault -> fault.contains("tenants.yaml"))
        .anyMatch(fault -> fault.contains("spectra.job.heartbeat"))
        .anyMatch(fault -> fault.contains("spectra.jwt.issuer"));
  }

  @Test
  @DisplayName("a mapping that can be read is held to what its options say together")
  void tellsContradictions() {
    Map<String, String> settings = new HashMap<>(ENOUGH);
    settings.put("spectra.s3.access-key", "half");
    settings.put("spectra.warehouse.url", "jdbc:redshift://warehouse:5439/spectra?user=root");
    settings.put("spectra.warehouse.connections", "3");
    settings.put("spectra.cluster.address", "127.0.0.1:9000");
    settings.put("spectra.answers.inline-limit", "1M");
    settings.put("spectra.tracing.endpoint", "collector:4318");
    settings.put("spectra.tracing.share", "10");
    settings.put("spectra.jwt.algorithms", "RS256,HS256");

    assertThat(faults(settings))
        .anyMatch(fault -> fault.contains("spectra.s3.secret-key"))
        .anyMatch(fault -> fault.contains("must not name a user"))
        .anyMatch(fault -> fault.contains("connections-per-tenant is more"))
        .anyMatch(fault -> fault.contains("spectra.cluster.secret is required"))
        .anyMatch(fault -> fault.contains("spectra.answers.inline-limit"))
        .anyMatch(fault -> fault.contains("spectra.tracing.endpoint"))
        .anyMatch(fault -> fault.contains("spectra.tracing.share"))
        .anyMatch(fault -> fault.contains("spectra.jwt.algorithms"))
        .hasSize(8);
  }

  private static List<String> faults(Map<String, String> settings) {
    return new OptionsCheck(
            () ->
                new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .addDefaultInterceptors()
                    .withSources(new PropertiesConfigSource(settings, "test", 100)))
        .faults();
  }
}
