package io.spectra.job.ledger;

import io.micrometer.core.instrument.Metrics;
import io.spectra.job.machine.JobEntry;
import io.spectra.job.machine.JobMachine;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** commands → the machine and its stores → tasks, events, dead letters. */
final class JobTopology {
  private static final String MACHINE = "machine";

  private JobTopology() {}

  static Topology of(
      JobMachine machine,
      AppliedOffsets applied,
      PendingAnswers answers,
      CatchUp catchUp,
      CommandLog log,
      Duration commitInterval) {
    LedgerMeter meter = new LedgerMeter(Metrics.globalRegistry);
    PromptCommits commits = new PromptCommits(commitInterval);
    Topology topology = new Topology();
    ByteArrayDeserializer read = new ByteArrayDeserializer();
    ByteArraySerializer write = new ByteArraySerializer();
    topology
        .addSource(Topic.COMMANDS, read, read, Topic.COMMANDS)
        .addProcessor(
            MACHINE,
            stored(
                () ->
                    new JobProcessor(
                        machine,
                        applied,
                        answers,
                        catchUp,
                        new DueJobs(machine.rules(), log),
                        meter,
                        commits)),
            Topic.COMMANDS);
    for (String sink : new String[] {Topic.TASKS, Topic.EVENTS, Topic.DEAD}) {
      topology.addSink(sink, sink, write, write, MACHINE);
    }
    return topology;
  }

  private static ProcessorSupplier<byte[], byte[], byte[], byte[]> stored(
      Supplier<JobProcessor> processors) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<byte[], byte[], byte[], byte[]> get() {
        return processors.get();
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(JobStore.JOBS),
                Serdes.String(),
                new JsonSerde<>(JobEntry.class)),
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(JobStore.INDEX), Serdes.String(), Serdes.String()),
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(JobStore.ANSWERS),
                Serdes.String(),
                Serdes.ByteArray()),
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(JobStore.QUERIES),
                Serdes.String(),
                Serdes.ByteArray()));
      }
    };
  }
}
