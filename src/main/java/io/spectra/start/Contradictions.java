package io.spectra.start;

import io.spectra.auth.TenantsConfig;
import io.spectra.auth.jwt.JwtConfig;
import io.spectra.bulk.BulkConfig;
import io.spectra.job.ledger.ClusterConfig;
import io.spectra.job.ledger.JobConfig;
import io.spectra.query.kept.KeepConfig;
import io.spectra.routes.RoutesConfig;
import io.spectra.storage.StorageConfig;
import io.spectra.trace.TracingConfig;
import io.spectra.warehouse.WarehouseConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Options that are readable one by one and make no sense together, or name what is not there. */
final class Contradictions {
  private static final long LEAST_PART = 5L << 20;
  private static final long MOST_INLINE = 512L << 10;
  private static final int LEAST_SECRET = 16;

  private final List<Object> mappings;
  private final List<String> found = new ArrayList<>();

  /**
   * @param mappings the configuration that could be read; what could not is somebody else's fault
   */
  Contradictions(List<Object> mappings) {
    this.mappings = List.copyOf(mappings);
  }

  List<String> all() {
    with(WarehouseConfig.class, this::warehouse);
    with(StorageConfig.class, this::storage);
    with(TenantsConfig.class, this::tenants);
    with(JwtConfig.class, this::jwt);
    with(RoutesConfig.class, this::routes);
    with(BulkConfig.class, this::bulk);
    with(JobConfig.class, this::job);
    with(ClusterConfig.class, this::cluster);
    with(KeepConfig.class, this::answers);
    with(TracingConfig.class, this::tracing);
    return List.copyOf(found);
  }

  private <T> void with(Class<T> type, Consumer<T> rule) {
    mappings.stream().filter(type::isInstance).map(type::cast).forEach(rule);
  }

  private void refuse(boolean wrong, String sentence) {
    if (wrong) {
      found.add(sentence);
    }
  }

  private void warehouse(WarehouseConfig config) {
    refuse(
        !config.url().startsWith("jdbc:redshift://"),
        "spectra.warehouse.url has to begin with jdbc:redshift://");
    refuse(
        config.url().matches("(?i).*[?;&](user|uid|password|pwd)=.*"),
        "spectra.warehouse.url must not name a user or a password: every tenant has its own");
    refuse(
        config.connections() < 1 || config.connectionsPerTenant() < 1,
        "spectra.warehouse.connections and .connections-per-tenant are 1 at least");
    refuse(
        config.connectionsPerTenant() > config.connections(),
        "spectra.warehouse.connections-per-tenant is more than spectra.warehouse.connections");
  }

  private void storage(StorageConfig config) {
    refuse(
        config.accessKey().isPresent() != config.secretKey().isPresent(),
        "spectra.s3.access-key and spectra.s3.secret-key go together: set both or neither");
    refuse(config.partSize().asLongValue() < LEAST_PART, "spectra.s3.part-size is 5M at least");
    refuse(config.partsInFlight() < 1, "spectra.s3.parts-in-flight is 1 at least");
  }

  private void tenants(TenantsConfig config) {
    refuse(
        !Files.isReadable(config.file()) || Files.isDirectory(config.file()),
        "spectra.tenants.file: there is no readable file " + config.file());
  }

  private void jwt(JwtConfig config) {
    refuse(
        config.issuer().isPresent() && config.audience().isEmpty(),
        "spectra.jwt.audience is required where spectra.jwt.issuer is set");
    refuse(
        config.issuer().isEmpty()
            && (config.audience().isPresent()
                || config.jwksUrl().isPresent()
                || config.jwksFile().isPresent()),
        "spectra.jwt.issuer is required where other options of spectra.jwt are set");
    refuse(
        config.jwksUrl().isPresent() && config.jwksFile().isPresent(),
        "spectra.jwt.jwks-url and spectra.jwt.jwks-file exclude each other");
    refuse(
        config.algorithms().stream()
            .anyMatch(name -> !name.matches("(RS|PS|ES)(256|384|512)|EdDSA")),
        "spectra.jwt.algorithms may name asymmetric ones only, such as RS256 or EdDSA");
  }

  private void cluster(ClusterConfig config) {
    refuse(
        config.address().isPresent() && config.secret().isEmpty(),
        "spectra.cluster.secret is required where spectra.cluster.address is set");
    refuse(
        config.secret().isPresent() && config.secret().get().value().length() < LEAST_SECRET,
        "spectra.cluster.secret has 16 characters at least");
  }

  private void answers(KeepConfig config) {
    refuse(
        config.inlineLimit().asLongValue() > MOST_INLINE,
        "spectra.answers.inline-limit is 512K at most");
  }

  private void tracing(TracingConfig config) {
    refuse(config.share() < 0 || config.share() > 1, "spectra.tracing.share is between 0 and 1");
    refuse(
        config.endpoint().filter(uri -> !uri.toString().matches("https?://.+")).isPresent(),
        "spectra.tracing.endpoint has to begin with http:// or https://");
  }

  private void routes(RoutesConfig config) {
    Path folder = config.folder();
    refuse(
        !Files.isDirectory(folder) || !Files.isReadable(folder),
        "spectra.routes.folder: there is no readable folder " + folder);
  }

  private void bulk(BulkConfig config) {
    refuse(
        config.sessionHeartbeat() >= config.sessionTimeout(),
        "spectra.bulk.session-heartbeat has to be less than spectra.bulk.session-timeout");
    refuse(config.workers() < 1, "spectra.bulk.workers is 1 at least");
  }

  private void job(JobConfig config) {
    refuse(
        config.heartbeat().multipliedBy(2).compareTo(config.lease()) >= 0,
        "spectra.job.heartbeat has to be less than half of spectra.job.lease");
  }
}
