package io.spectra.api.peers;

import io.quarkus.vertx.http.ManagementInterface;
import io.spectra.job.ledger.ClusterConfig;
import io.spectra.job.ledger.JobConfig;
import io.spectra.job.ledger.JobLedger;
import io.spectra.job.ledger.PeerLink;
import io.spectra.trace.Tracing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Connects the instances, where there are several. */
@ApplicationScoped
public class PeerBeans {
  /** What an answer may take on its way, beyond the patience of those who wait for it. */
  private static final Duration WAY = Duration.ofMillis(500);

  /**
   * @throws IllegalStateException if this instance is to answer others without a secret, or with
   *     one that is too short
   */
  @Produces
  @Singleton
  PeerLink link(ClusterConfig cluster, JobConfig job, Tracing tracing) {
    Optional<PeerSignature> signature = signature(cluster);
    if (signature.isEmpty()) {
      return (peer, question, traceparent) ->
          CompletableFuture.failedFuture(new IllegalStateException("There is no other."));
    }
    return new HttpPeerLink(signature.get(), cluster.tls(), job.patience().plus(WAY), tracing);
  }

  void stand(
      @Observes ManagementInterface management,
      ClusterConfig cluster,
      JobLedger ledger,
      Tracing tracing) {
    signature(cluster)
        .map(signature -> new PeerEndpoint(signature, ledger, tracing))
        .ifPresent(endpoint -> endpoint.stand(management.router()));
  }

  private static Optional<PeerSignature> signature(ClusterConfig cluster) {
    if (cluster.address().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PeerSignature(
            cluster
                .secret()
                .orElseThrow(
                    () ->
                        new IllegalStateException(
                            "spectra.cluster.address needs spectra.cluster.secret"))));
  }
}
