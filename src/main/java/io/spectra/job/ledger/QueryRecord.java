package io.spectra.job.ledger;

import io.spectra.job.machine.JobCommand;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * A command about one sync query, as it goes into the command log.
 *
 * @param tenant whose query it is
 * @param requestId the request that asked; null for none
 * @param traceparent its trace; null for none
 * @param command the encoded command
 * @param answer the query's answer, which travels beside the command; null for none
 */
record QueryRecord(
    String tenant, String requestId, String traceparent, byte[] command, byte[] answer) {
  /** Nobody waits for the decision on such a command, so that it needs no id of its own. */
  static QueryRecord of(JobCommand command, String requestId, byte[] answer) {
    byte[] value = JobJson.write(new CommandRecord(CommandRecord.VERSION, command.job(), command));
    return new QueryRecord(command.tenant(), requestId, command.traceparent(), value, answer);
  }

  /** Whether a broker takes it. */
  boolean fits() {
    return size(command) + size(answer) <= KafkaClients.MAX_COMMAND_BYTES;
  }

  ProducerRecord<byte[], byte[]> to(int partition) {
    Headers headers = RequestIds.headers(requestId, traceparent);
    return new ProducerRecord<>(
        Topic.COMMANDS,
        partition,
        tenant.getBytes(StandardCharsets.UTF_8),
        command,
        answer == null ? headers : headers.add(CommandLog.ANSWER, answer));
  }

  private static int size(byte[] part) {
    return Integer.BYTES + (part == null ? 0 : part.length);
  }
}
