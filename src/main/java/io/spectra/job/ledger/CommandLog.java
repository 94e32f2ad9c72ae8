package io.spectra.job.ledger;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.machine.Answer;
import io.spectra.job.machine.JobCommand;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Appends commands to the log, and tells what is decided on them here. Safe for many threads. */
final class CommandLog implements Commands {
  /** The header in which the answer of a query travels beside the command that ends it. */
  static final String ANSWER = "x-answer";

  private final Producer<byte[], byte[]> producer;
  private final TenantPartitions partitions;
  private final AppliedOffsets applied;
  private final PendingAnswers answers;
  private final Duration patience;

  CommandLog(
      Producer<byte[], byte[]> producer,
      TenantPartitions partitions,
      AppliedOffsets applied,
      PendingAnswers answers,
      Duration patience) {
    this.producer = producer;
    this.partitions = partitions;
    this.applied = applied;
    this.answers = answers;
    this.patience = patience;
  }

  @Override
  public CompletableFuture<Answer> propose(
      JobCommand command, String requestId, byte[] queryAnswer) {
    Headers headers = RequestIds.headers(requestId, command.traceparent());
    if (queryAnswer == null) {
      return propose(command, headers, 0);
    }
    return propose(command, headers.add(ANSWER, queryAnswer), queryAnswer.length);
  }

  private CompletableFuture<Answer> propose(JobCommand command, Headers headers, int beside) {
    // What cannot be answered is not begun: the caller would not learn of its job.
    if (!applied.serves(partitions.partition(command.tenant()))) {
      return CompletableFuture.failedFuture(AppliedOffsets.elsewhere());
    }
    String id = UUID.randomUUID().toString();
    byte[] value = JobJson.write(new CommandRecord(CommandRecord.VERSION, id, command));
    if (value.length + beside > KafkaClients.MAX_COMMAND_BYTES) {
      return CompletableFuture.failedFuture(
          Failure.of(ErrorCode.PAYLOAD_TOO_LARGE, "The job is too large to be recorded."));
    }
    CompletableFuture<Answer> answer =
        answers.expect(id).orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    send(command.tenant(), headers, value, answer);
    return answer;
  }

  /** Appends a command without waiting for anything; a failure is told by the future. */
  CompletableFuture<Answer> append(JobCommand command, String requestId) {
    CompletableFuture<Answer> sent = new CompletableFuture<>();
    String id = UUID.randomUUID().toString();
    send(
        command.tenant(),
        RequestIds.headers(requestId),
        JobJson.write(new CommandRecord(CommandRecord.VERSION, id, command)),
        sent);
    return sent;
  }

  /** Proposes to forget the ended queries under an index key; like {@link #append}. */
  CompletableFuture<Answer> forget(String together) {
    CompletableFuture<Answer> sent = new CompletableFuture<>();
    send(
        ForgottenQueries.tenant(together),
        RequestIds.headers(null),
        ForgottenQueries.write(together),
        sent);
    return sent;
  }

  private void send(
      String tenant, Headers headers, byte[] value, CompletableFuture<Answer> answer) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topic.COMMANDS,
            partitions.partition(tenant),
            tenant.getBytes(StandardCharsets.UTF_8),
            value,
            headers);
    producer.send(
        record,
        (written, failure) -> {
          if (failure != null) {
            answer.completeExceptionally(failure);
          }
        });
  }
}
