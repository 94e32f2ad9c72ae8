package io.spectra.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Secrets of AWS Secrets Manager. Each is fetched when it is first asked for, and from then on
 * behind everybody's back, every {@link TenantsConfig#secretsRefresh}: whoever asks for a known one
 * never waits, so that a revoked key is revoked in time though AWS does not answer. One that cannot
 * be had anew stays what it was. Safe for use by many threads.
 */
@ApplicationScoped
public class AwsSecrets {
  private static final Logger LOG = Logger.getLogger(AwsSecrets.class);
  private static final Duration AGAIN = Duration.ofSeconds(30);

  private final Duration refresh;
  private final AwsSecretFetch fetch;
  private final JsonMapper json = new JsonMapper();
  private final Map<String, Secret> known = new ConcurrentHashMap<>();
  private final Map<String, String> problems = new ConcurrentHashMap<>();
  private final AtomicLong version = new AtomicLong();
  private ScheduledExecutorService clock;

  public AwsSecrets(TenantsConfig config) {
    this.refresh = config.secretsRefresh();
    this.fetch = new AwsSecretFetch(config);
  }

  /**
   * @param name name or ARN
   * @param field the member of a JSON object; null for the whole text
   * @throws IllegalStateException naming the secret, and why it cannot be had
   */
  Secret get(String name, String field) {
    Secret whole = known.get(name);
    if (whole == null) {
      whole = fetch.now(name);
      known.put(name, whole);
      keepFresh();
    }
    return field == null ? whole : member(whole, name, field);
  }

  /** Grows with every change of a known secret. */
  long version() {
    return version.get();
  }

  /** Forgets all others. */
  void keep(Set<String> names) {
    known.keySet().retainAll(names);
    problems.keySet().retainAll(names);
  }

  /** Which known secrets could not be had anew, and why. */
  Optional<String> problem() {
    return problems.values().stream().sorted().findFirst();
  }

  private synchronized void keepFresh() {
    if (clock == null) {
      clock =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread thread = new Thread(task, "aws-secrets");
                thread.setDaemon(true);
                return thread;
              });
      clock.schedule(this::refresh, refresh.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void refresh() {
    known.forEach(this::renew);
    Duration pause = problems.isEmpty() || refresh.compareTo(AGAIN) < 0 ? refresh : AGAIN;
    clock.schedule(this::refresh, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void renew(String name, Secret last) {
    try {
      Secret now = fetch.now(name);
      if (!now.equals(last) && known.replace(name, last, now)) {
        version.incrementAndGet();
      }
      problems.remove(name);
    } catch (RuntimeException e) {
      String problem = String.valueOf(e.getMessage());
      if (known.containsKey(name) && !problem.equals(problems.put(name, problem))) {
        LOG.errorf("%s; what it was stays in force", problem);
      }
    }
  }

  private Secret member(Secret whole, String name, String field) {
    try {
      JsonNode member = json.readTree(whole.value()).path(field);
      if (member.isTextual()) {
        return new Secret(member.asText());
      }
    } catch (JsonProcessingException e) {
      // The cause would repeat what it could not read.
    }
    throw new IllegalStateException("the secret " + name + " in AWS has no text member " + field);
  }

  @PreDestroy
  synchronized void close() {
    if (clock != null) {
      clock.shutdownNow();
    }
    fetch.close();
  }
}
