package io.spectra.job.ledger;

import io.spectra.auth.Secret;
import io.spectra.job.JobEnds;
import io.spectra.job.JobGateway;
import io.spectra.job.JobReads;
import io.spectra.job.JobWork;
import io.spectra.job.SyncQueries;
import io.spectra.job.machine.JobMachine;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
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
  private final EndedJobs ended = new EndedJobs();

  /** Whether it was ready once. */
  private boolean restored;

  private final Function<byte[], CompletableFuture<byte[]>> owned;

  /**
   * The only ledger of its application, with the same limit for every tenant; else like {@link
   * #JobLedger(JobSettings, Concurrency, PeerLink)}.
   */
  public JobLedger(JobSettings settings) {
    this(
        settings,
        tenant -> settings.rules().concurrency(),
        (peer, question, traceparent) ->
            CompletableFuture.failedFuture(new IllegalStateException("There is no other.")));
  }

  /**
   * Puts the ledger together; nothing runs before {@link #start}.
   *
   * @param concurrency jobs of a tenant that may be dispatched at the same time
   * @param link to the other instances; only asked where the settings hold an address of this one
   * @throws IllegalStateException if another process uses the state folder
   */
  public JobLedger(JobSettings settings, Concurrency concurrency, PeerLink link) {
    this.settings = settings;
    plan = TopicPlan.packaged();
    folder = StateFolder.take(settings.folder(), settings.applicationId());
    KafkaClients clients = new KafkaClients(settings.kafka());
    admin = clients.admin();
    producer = clients.commands();
    PendingAnswers answers = new PendingAnswers();
    TenantPartitions partitions = new TenantPartitions(plan.partitions(Topic.COMMANDS));
    CommandLog log = new CommandLog(producer, partitions, applied, answers, settings.patience());
    EndOffsets ends = new EndOffsets(admin);
    JobMachine machine = new JobMachine(settings.rules());
    streams =
        new LedgerStreams(
            JobTopology.of(
                machine,
                applied,
                answers,
                new CatchUp(ends, applied),
                log,
                settings.commitInterval()),
            settings,
            clients,
            folder);
    LedgerReads here =
        new LedgerReads(
            streams, machine, partitions, applied, ends, offsets(), settings.patience());
    Owners owners = new Owners(streams, partitions, applied, settings.address());
    Peers peers = new Peers(link);
    Commands commands = new RoutedCommands(owners, log, peers);
    leases = new Leases(commands, settings.heartbeat(), settings.rules().lease());
    queryLog =
        new QueryLog(
            clients.queries(), partitions, QueryJournal.open(folder.path()), settings.patience());
    queries = new RecordedQueries(commands, queryLog, stopper);
    tail =
        new EventTail(
            clients.follower(),
            key -> leases.holds(key) || ended.awaits(key) || queries.runs(key),
            event -> {
              leases.heard(event);
              ended.heard(event);
              queries.heard(event);
            });
    gateway = new LedgerGateway(commands, concurrency);
    reads = new QueryReads(new RoutedReads(owners, here, peers), queries);
    work = new LedgerWork(commands, reads, leases, stopper);
    owned = question -> OwnedJobs.answer(question, log, here);
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

  public JobEnds ends() {
    return ended;
  }

  public SyncQueries queries() {
    return queries;
  }

  /**
   * Answers what another instance asks, from the partitions that are served here alone. May block
   * as long as a caller's patience.
   *
   * @param question as {@link PeerLink} was given it
   * @return the answer, failures included; fails when it was no question
   */
  public CompletableFuture<byte[]> answer(byte[] question) {
    return owned.apply(question);
  }

  /**
   * Whether jobs can be read and changed here now; of several instances one may own none. While
   * partitions move between them all are moving: were none of them ready then, a balancer would
   * send queries nowhere that need no ledger, for a second in which a job is 503 with Retry-After
   * at most.
   */
  public synchronized Readiness readiness() {
    KafkaStreams.State state = streams.state();
    int served = applied.served();
    int opened = applied.opened();
    boolean shared = settings.address().isPresent();
    boolean enough = served == opened && (served > 0 || shared);
    boolean ready = state == KafkaStreams.State.RUNNING && enough;
    restored |= ready;
    return new Readiness(
        ready || shared && restored && state.isRunningOrRebalancing(),
        "Kafka Streams is %s, serving %d of %d partitions".formatted(state, served, opened));
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
