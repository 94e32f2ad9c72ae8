package io.spectra.job.ledger;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A record as JSON in a store.
 *
 * @param type what it is read as
 */
record JsonSerde<T>(Class<T> type) implements Serde<T> {
  @Override
  public Serializer<T> serializer() {
    return (topic, value) -> value == null ? null : JobJson.write(value);
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, json) -> json == null ? null : JobJson.read(json, type);
  }
}
