package io.spectra.bulk.task;

import io.spectra.job.Attempt;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * An attempt that is to be done, as this instance was told of it.
 *
 * @param record that told of it
 * @param since when its job's turn came: it keeps its place in line on every instance
 * @param arrived when it came to this instance
 */
record Task(
    Attempt attempt, ConsumerRecord<byte[], byte[]> record, Instant since, Instant arrived) {
  /** The header in which {@link #since} goes from one instance to another. */
  private static final String SINCE = "x-since";

  static Task of(Attempt attempt, ConsumerRecord<byte[], byte[]> record, Instant now) {
    long since =
        Optional.ofNullable(record.headers().lastHeader(SINCE))
            .map(header -> Long.parseLong(new String(header.value(), StandardCharsets.US_ASCII)))
            .orElse(record.timestamp());
    return new Task(attempt, record, Instant.ofEpochMilli(since), now);
  }

  TopicPartition partition() {
    return new TopicPartition(record.topic(), record.partition());
  }

  long offset() {
    return record.offset();
  }

  String tenant() {
    return attempt.tenant();
  }

  /** The record that tells another instance of it. */
  ProducerRecord<byte[], byte[]> forPartition(int other) {
    RecordHeaders headers = new RecordHeaders(record.headers());
    headers.remove(SINCE);
    String at = Long.toString(since.toEpochMilli());
    headers.add(SINCE, at.getBytes(StandardCharsets.US_ASCII));
    return new ProducerRecord<>(record.topic(), other, record.key(), record.value(), headers);
  }
}
