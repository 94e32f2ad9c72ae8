package io.spectra.job.ledger;

import io.spectra.job.machine.JobCommand;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * A record about a sync query, as it goes into the command log and the {@link QueryJournal}.
 *
 * @param tenant whose query it is
 * @param requestId the request that asked; null for none
 * @param command the encoded command
 * @param answer the query's answer, which travels beside the command; null for none
 */
record QueryRecord(String tenant, String requestId, byte[] command, byte[] answer) {
  /** Nobody waits for the decision on such a command, so that it needs no id of its own. */
  static QueryRecord of(JobCommand command, String requestId, byte[] answer) {
    byte[] value = JobJson.write(new CommandRecord(CommandRecord.VERSION, command.job(), command));
    return new QueryRecord(command.tenant(), requestId, value, answer);
  }

  /** Reads what {@link #toBytes} wrote. */
  static QueryRecord read(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    String requestId = text(part(from));
    byte[] command = part(from);
    byte[] answer = part(from);
    String tenant = JobJson.read(command, CommandRecord.class).command().tenant();
    return new QueryRecord(tenant, requestId, command, answer);
  }

  byte[] toBytes() {
    byte[] request = requestId == null ? null : requestId.getBytes(StandardCharsets.UTF_8);
    ByteBuffer to = ByteBuffer.allocate(size(request) + size(command) + size(answer));
    put(to, request);
    put(to, command);
    put(to, answer);
    return to.array();
  }

  /** Whether a broker takes it. */
  boolean fits() {
    return size(command) + size(answer) <= KafkaClients.MAX_COMMAND_BYTES;
  }

  ProducerRecord<byte[], byte[]> to(int partition) {
    Headers headers = RequestIds.headers(requestId);
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

  /** Its length, -1 for null, and itself. */
  private static void put(ByteBuffer to, byte[] part) {
    if (part == null) {
      to.putInt(-1);
    } else {
      to.putInt(part.length).put(part);
    }
  }

  private static byte[] part(ByteBuffer from) {
    int length = from.getInt();
    if (length < 0) {
      return null;
    }
    byte[] part = new byte[length];
    from.get(part);
    return part;
  }

  private static String text(byte[] utf8) {
    return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
  }
}
