package io.spectra.job.ledger;

import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Puts aside the commands that could not be decoded or decided, with the reason. */
final class DeadLetters {
  private static final Logger LOG = Logger.getLogger(DeadLetters.class.getName());

  private final ProcessorContext<byte[], byte[]> context;

  DeadLetters(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
  }

  /** Sends the record as it came; its origin and the reason stand in headers. */
  void send(Record<byte[], byte[]> record, RuntimeException reason) {
    String origin =
        context.recordMetadata().map(RecordMetadata::toString).orElse("an unknown place");
    LOG.log(Level.WARNING, "A command is put aside: " + origin, reason);
    Headers headers = new RecordHeaders(record.headers());
    headers.add("x-dead-origin", origin.getBytes(StandardCharsets.UTF_8));
    headers.add(
        "x-dead-reason", String.valueOf(reason.getMessage()).getBytes(StandardCharsets.UTF_8));
    context.forward(record.withHeaders(headers), Topic.DEAD);
  }
}
