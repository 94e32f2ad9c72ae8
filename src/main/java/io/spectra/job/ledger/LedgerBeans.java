package io.spectra.job.ledger;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.spectra.auth.TenantRegistry;
import io.spectra.job.JobEnds;
import io.spectra.job.JobGateway;
import io.spectra.job.JobReads;
import io.spectra.job.JobWork;
import io.spectra.job.SyncQueries;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gives the ledger to the application, and runs it as long as the application runs. */
@ApplicationScoped
public class LedgerBeans {
  /** Before whatever takes tasks or answers callers. */
  private static final int EARLY = 100;

  /**
   * @param folder where Kafka Streams keeps its local state, of this instance alone; may be lost,
   *     then it is restored from Kafka
   */
  @Produces
  @Singleton
  JobLedger ledger(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      @ConfigProperty(name = "spectra.state-dir", defaultValue = "state") String folder,
      JobConfig job,
      ClusterConfig cluster,
      BulkJobConfig bulk,
      PagingConfig paging,
      KafkaTopicsConfig topics,
      TenantRegistry tenants,
      PeerLink link) {
    return new JobLedger(
        JobSettings.of(kafka, folder, job, cluster.address(), bulk, paging, topics),
        tenant -> limit(tenants, tenant).orElse(bulk.concurrencyPerTenant()),
        link);
  }

  private static OptionalInt limit(TenantRegistry tenants, String tenant) {
    return tenants
        .find(tenant)
        .map(found -> found.limits().bulkConcurrency())
        .orElse(OptionalInt.empty());
  }

  @Produces
  @Singleton
  JobGateway gateway(JobLedger ledger) {
    return ledger.gateway();
  }

  @Produces
  @Singleton
  JobReads reads(JobLedger ledger) {
    return ledger.reads();
  }

  @Produces
  @Singleton
  JobWork work(JobLedger ledger) {
    return ledger.work();
  }

  @Produces
  @Singleton
  JobEnds ends(JobLedger ledger) {
    return ledger.ends();
  }

  @Produces
  @Singleton
  SyncQueries queries(JobLedger ledger) {
    return ledger.queries();
  }

  void start(@Observes @Priority(EARLY) StartupEvent started, JobLedger ledger) {
    ledger.start();
  }

  /** When all beans go: after the routes, whose work in hand can still be completed. */
  void stop(@Disposes JobLedger ledger) {
    ledger.close();
  }
}
