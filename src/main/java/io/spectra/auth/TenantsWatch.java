package io.spectra.auth;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Looks at the registry's file again and again and puts a new version in force. It compares
 * contents, not times, so that a file that is renamed into place, or a link that a cluster turns to
 * another folder, is seen like any other change. A version that is wrong is told of, and the last
 * good one stays.
 */
@Startup
@ApplicationScoped
public class TenantsWatch {
  private static final Logger LOG = Logger.getLogger(TenantsWatch.class);

  private final TenantRegistry registry;
  private final Secrets secrets;
  private final TenantsConfig config;
  private final Event<TenantsChanged> changed;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread watch = new Thread(task, "tenants-watch");
            watch.setDaemon(true);
            return watch;
          });

  private byte[] inForce;
  private volatile String problem;

  public TenantsWatch(
      TenantRegistry registry,
      Secrets secrets,
      TenantsConfig config,
      Event<TenantsChanged> changed,
      MeterRegistry meters) {
    this.registry = registry;
    this.secrets = secrets;
    this.config = config;
    this.changed = changed;
    this.inForce = registry.bytes();
    Gauge.builder(
            "spectra.tenants.registry.stale", this, watch -> watch.problem().isPresent() ? 1 : 0)
        .description("1 while the registry's file is wrong and an older version is in force")
        .register(meters);
  }

  @PostConstruct
  void start() {
    long millis = config.poll().toMillis();
    thread.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void stop() {
    thread.shutdownNow();
  }

  /** What is wrong with the registry as it lies there; empty when it is what is in force. */
  Optional<String> problem() {
    return Optional.ofNullable(problem).or(secrets::problem);
  }

  private void look() {
    try {
      byte[] now = registry.bytes();
      if (problem == null && Arrays.equals(now, inForce) && !secrets.changed()) {
        return;
      }
      boolean tenantsDiffer = registry.reload(now);
      tell(!Arrays.equals(now, inForce), tenantsDiffer);
      inForce = now;
      problem = null;
    } catch (RuntimeException e) {
      complain(e);
    }
  }

  private void tell(boolean fileDiffers, boolean tenantsDiffer) {
    if (fileDiffers || tenantsDiffer || problem != null) {
      LOG.infof("the tenant registry was read anew: %d tenants", registry.all().size());
    }
    if (tenantsDiffer) {
      changed.fire(new TenantsChanged(new HashSet<>(registry.all())));
    }
  }

  private void complain(RuntimeException e) {
    if (!String.valueOf(e.getMessage()).equals(problem)) {
      LOG.errorf("%s; the last good version stays in force", e.getMessage());
    }
    problem = String.valueOf(e.getMessage());
  }
}
