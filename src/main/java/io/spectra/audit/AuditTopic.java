package io.spectra.audit;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes audit records to their topic, a batch at a time. Safe for use by many threads. */
final class AuditTopic implements AutoCloseable {
  static final String NAME = "spectra.audit";

  private static final int LINGER_MILLIS = 50;
  private static final int MAX_BLOCK_MILLIS = 10_000;

  private final KafkaProducer<byte[], byte[]> producer;

  AuditTopic(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  void write(AuditRecord record, byte[] json, Callback written) {
    var out = new ProducerRecord<>(NAME, key(record.tenant()), json);
    out.headers().add("x-request-id", record.requestId().getBytes(StandardCharsets.UTF_8));
    producer.send(out, written);
  }

  /** Refusals of nobody known are spread, so that no tenant's partition is theirs. */
  private static byte[] key(String tenant) {
    return tenant == null ? null : tenant.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
  }
}
