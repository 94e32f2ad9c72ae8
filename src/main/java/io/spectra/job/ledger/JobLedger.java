package io.spectra.job.ledger;

import io.spectra.auth.Secret;
import io.spectra.job.JobGateway;
import io.spectra.job.JobReads;
import io.spectra.job.JobWork;
import io.spectra.job.SyncQueries;
import io.spectra.job.machine.JobMachine;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The job ledger of this process: the parts put together, started and stopped as one. Safe for use
 * by many threads.
 */
public final class JobLedger implements AutoCloseable {
  private final JobSettings settings;
  private final TopicPlan plan;
  private final Admin admin;
  private final Producer<byte[], byte[]> producer;

  /** Ends work that was lost: on threads of its own, as that may wait for the warehouse. */
  private final ExecutorService stopper =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "spectra-stopper");
            thread.setDaemon(true);
            return thread;
          });

  private final AppliedOffsets applied = new AppliedOffsets();
  private final StateFolder folder;
  private final LedgerStreams streams;
  private final Leases leases;
  private final EventTail tail;
  private final JobGateway gateway;
  private final JobReads reads;
  private final JobWork work;
  private final RecordedQueries queries;
  private final QueryLog queryLog;

  /**
   * Puts the ledger together; nothing runs before {@link #start}.
   *
   * @throws IllegalStateException if another process uses the state folder
   */
  public JobLedger(JobSettings settings) {
    this.settings = settings;
    plan = TopicPlan.packaged();
    folder = StateFolder.take(settings.folder(), settings.applicationId());
    KafkaClients clients = new KafkaClients(settings.kafka());
    admin = clients.admin();
    producer = clients.commands();
    PendingAnswers answers = new PendingAnswers();
    TenantPartitions partitions = new TenantPartitions(plan.partitions(Topic.COMMANDS));
    CommandLog log = new CommandLog(producer, partitions, applied, answers, settings.patience());
    JobMachine machine = new JobMachine(settings.rules());
    streams =
        new LedgerStreams(
            JobTopology.of(machine, applied, answers, log), settings, clients, folder);
    leases = new Leases(log, settings.heartbeat(), settings.rules().lease());
    queryLog =
        new QueryLog(
            clients.queries(), partitions, QueryJournal.open(folder.path()), settings.patience());
    queries = new RecordedQueries(log, queryLog, stopper);
    tail =
        new EventTail(
            clients.follower(),
            event -> {
              leases.heard(event);
              queries.heard(event);
            });
    gateway = new LedgerGateway(log);
    reads =
        new QueryReads(
            new LedgerReads(
                streams,
                partitions,
                applied,
                new EndOffsets(admin),
                offsets(),
                settings.patience()),
            queries);
    work = new LedgerWork(log, reads, leases, stopper);
  }

  /**
   * Checks the topics and begins to restore; {@link #readiness} tells when that is done.
   *
   * @throws IllegalStateException if the broker does not answer or its topics are not as planned
   */
  public void start() {
    TopicCheck topics = new TopicCheck(admin, plan);
    if (settings.createTopics()) {
      topics.create(settings.replication());
    }
    topics.verify();
    streams.start();
    tail.start();
    leases.start();
    queryLog.start();
    queries.start();
  }

  public JobGateway gateway() {
    return gateway;
  }

  public JobReads reads() {
    return reads;
  }

  public JobWork work() {
    return work;
  }

  public SyncQueries queries() {
    return queries;
  }

  /** Whether jobs can be read and changed here now. */
  public Readiness readiness() {
    KafkaStreams.State state = streams.state();
    int served = applied.served();
    boolean ready = state == KafkaStreams.State.RUNNING && served > 0;
    return new Readiness(
        ready, "Kafka Streams is %s, serving %d partitions".formatted(state, served));
  }

  /** Whether applying commands ended in a fault that only a new start mends. */
  public boolean broken() {
    return streams.state() == KafkaStreams.State.ERROR;
  }

  /** Stops within seconds; leases that are still held expire by themselves. */
  @Override
  public void close() {
    leases.close();
    tail.close();
    stopper.shutdown();
    queries.close();
    queryLog.close();
    streams.close();
    producer.close();
    admin.close();
    folder.close();
  }

  /** Without a secret the cluster's id does: all instances share it, and no caller knows it. */
  private CompletableFuture<PageOffsets> offsets() {
    return settings
        .pagingSecret()
        .map(Secret::value)
        .map(CompletableFuture::completedFuture)
        .orElseGet(
            () -> admin.describeCluster().clusterId().toCompletionStage().toCompletableFuture())
        .thenApply(secret -> new PageOffsets(secret.getBytes(StandardCharsets.UTF_8)));
  }
}
