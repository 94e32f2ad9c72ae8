package io.spectra.api.peers;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.spectra.auth.Secret;
import io.spectra.job.ledger.Peer;
import io.spectra.trace.Tracing;
import io.spectra.trace.TracingConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/** Asks instances, as another instance would, whose jobs they serve. */
public final class Ownership {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final HttpPeerLink link;

  /**
   * @param secret what the instances have as {@code spectra.cluster.secret}
   */
  public Ownership(String secret) {
    link = new HttpPeerLink(new PeerSignature(new Secret(secret)), false, PATIENCE, untraced());
  }

  private static Tracing untraced() {
    return new Tracing(
        new SmallRyeConfigBuilder()
            .withMapping(TracingConfig.class)
            .build()
            .getConfigMapping(TracingConfig.class));
  }

  /** Whether the instance serves the tenant's jobs now. */
  public boolean serves(URI management, String tenant) {
    String question =
        "{\"type\":\"Find\",\"tenant\":\"%s\",\"job\":\"bulk-job-none\"}".formatted(tenant);
    Peer peer = new Peer(management.getHost(), management.getPort());
    try {
      byte[] answer = link.ask(peer, question.getBytes(StandardCharsets.UTF_8), null).join();
      return !new JsonMapper().readTree(answer).hasNonNull("failure");
    } catch (CompletionException | IOException e) {
      return false;
    }
  }
}
