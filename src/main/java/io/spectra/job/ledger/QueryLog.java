package io.spectra.job.ledger;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.machine.QueryFinished;
import io.spectra.job.machine.QueryStarted;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Appends the records of sync queries to the command log: many at a time, and without having
 * queries wait for the broker as long as the {@link QueryJournal} answers for what is on its way.
 * Safe for use by many threads.
 */
final class QueryLog implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(QueryLog.class.getName());
  private static final Duration LAST_CHANCE = Duration.ofSeconds(2);
  private static final Runnable NOTHING = () -> {};

  private final Producer<byte[], byte[]> producer;
  private final TenantPartitions partitions;
  private final QueryJournal journal;
  private final Duration patience;
  private final AtomicInteger unsent = new AtomicInteger();
  private final EndedBatches batches = new EndedBatches(this::send);
  private final ExecutorService flusher =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "spectra-query-log");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param producer appends in order, and tries for as long as it takes
   * @param patience how long to wait for the broker where that has to be
   */
  QueryLog(
      Producer<byte[], byte[]> producer,
      TenantPartitions partitions,
      QueryJournal journal,
      Duration patience) {
    this.producer = producer;
    this.partitions = partitions;
    this.journal = journal;
    this.patience = patience;
  }

  /** Sends what an earlier process on this folder had promised to record. */
  void start() {
    CompletableFuture<?>[] sent =
        journal.left().stream()
            .map(left -> EndedQuery.read(ByteBuffer.wrap(left)))
            .map(left -> send(QueryRecord.of(left.end(), requestId(left.end()), left.answer())))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(sent).thenRun(journal::forgetLeft);
  }

  /**
   * Has an end reach the log whatever becomes of this process; done, mostly at once.
   *
   * @param answer the query's answer, to be kept; null for none
   */
  CompletableFuture<Void> keep(QueryFinished end, byte[] answer) {
    byte[] bytes = new EndedQuery(end, answer).toBytes();
    if (bytes.length > KafkaClients.MAX_COMMAND_BYTES) {
      return tooLarge();
    }
    CompletableFuture<Void> sent = new CompletableFuture<>();
    Optional<Runnable> kept = journal.keep(bytes);
    unsent.incrementAndGet();
    batches.add(end.tenant(), bytes, failure -> told(failure, kept.orElse(NOTHING), sent));
    return kept.isPresent() ? CompletableFuture.completedFuture(null) : patiently(sent);
  }

  /** Appends an end; done when the log has it. */
  CompletableFuture<Void> append(QueryFinished end, byte[] answer) {
    return patiently(send(QueryRecord.of(end, requestId(end), answer)));
  }

  /** Appends a start; done when the log has it. */
  CompletableFuture<Void> append(QueryStarted start, String requestId) {
    return patiently(send(QueryRecord.of(start, requestId, null)));
  }

  /** Done when the log has all that was given to this object so far. */
  CompletableFuture<Void> acknowledged() {
    return unsent.get() == 0
        ? CompletableFuture.completedFuture(null)
        : patiently(CompletableFuture.runAsync(this::flush, flusher));
  }

  private void flush() {
    batches.flush();
    producer.flush();
  }

  @Override
  public void close() {
    batches.close();
    flusher.shutdownNow();
    producer.close(LAST_CHANCE);
    journal.close();
  }

  private CompletableFuture<Void> send(QueryRecord record) {
    if (!record.fits()) {
      return tooLarge();
    }
    CompletableFuture<Void> sent = new CompletableFuture<>();
    unsent.incrementAndGet();
    producer.send(
        record.to(partitions.partition(record.tenant())),
        (written, failure) -> told(failure, NOTHING, sent));
    return sent;
  }

  private void send(String tenant, EndedBatches.Batch batch) {
    producer.send(
        new ProducerRecord<>(
            Topic.COMMANDS,
            partitions.partition(tenant),
            tenant.getBytes(StandardCharsets.UTF_8),
            EndedQueries.write(batch.ends())),
        (written, failure) -> {
          // Without a broker that tells where the topic is, the producer gives up at once.
          if (!(failure instanceof RetriableException && batches.later(tenant, batch))) {
            batch.sent(failure);
          }
        });
  }

  private void told(Exception failure, Runnable whenSent, CompletableFuture<Void> sent) {
    unsent.decrementAndGet();
    if (failure == null) {
      whenSent.run();
      sent.complete(null);
    } else {
      LOG.log(Level.WARNING, "A query's record did not reach the log", failure);
      sent.completeExceptionally(failure);
    }
  }

  private static String requestId(QueryFinished end) {
    return end.start().requestId();
  }

  private static CompletableFuture<Void> tooLarge() {
    return CompletableFuture.failedFuture(
        Failure.of(ErrorCode.PAYLOAD_TOO_LARGE, "The query is too large to be recorded."));
  }

  private CompletableFuture<Void> patiently(CompletableFuture<Void> sent) {
    return sent.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            late -> {
              if (late instanceof Failure failure) {
                throw failure;
              }
              throw Failure.of(ErrorCode.UNAVAILABLE, "The query could not be recorded; try again")
                  .retryAfter(Duration.ofSeconds(1))
                  .causedBy(late);
            });
  }
}
