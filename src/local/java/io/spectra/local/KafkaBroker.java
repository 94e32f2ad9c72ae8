package io.spectra.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real Kafka broker in this JVM: one KRaft node that is broker and controller at once, on
 * loopback. Its threads are no daemons: a broker that is not closed keeps the JVM alive.
 */
public final class KafkaBroker implements AutoCloseable {
  private static final int NODE = 1;

  private final KafkaRaftServer server;
  private final int port;

  private KafkaBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts the broker and waits until it serves.
   *
   * @param folder where its data lies; what an earlier broker left there is taken over
   * @param port the port to listen on; 0 for any free one
   * @throws IllegalStateException if the port is taken
   */
  public static KafkaBroker start(Path folder, int port) throws Exception {
    return start(folder, new Port(port, "the broker's port"));
  }

  static KafkaBroker start(Path folder, Port wanted) throws Exception {
    int port = wanted.claim();
    format(folder);
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(settings(folder, port), false), Time.SYSTEM);
    KafkaBroker broker = new KafkaBroker(server, port);
    try {
      server.startup();
    } catch (RuntimeException | Error e) {
      broker.close();
      throw e;
    }
    return broker;
  }

  /** What a client's {@code bootstrap.servers} has to say. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path folder) throws Exception {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    Files.createDirectories(folder);
    new Formatter()
        .setNodeId(NODE)
        .setClusterId(Uuid.randomUuid().toString())
        .addDirectory(folder.toString())
        .setMetadataLogDirectory(folder.toString())
        .setControllerListenerName("CONTROLLER")
        .setIgnoreFormatted(true)
        .setPrintStream(silence())
        .run();
  }

  private static Properties settings(Path folder, int port) throws IOException {
    Properties settings = new Properties();
    try (var defaults = KafkaBroker.class.getResourceAsStream("kafka-broker.properties")) {
      settings.load(defaults);
    }
    int controller = new Port(0, "").claim();
    settings.putAll(
        Map.of(
            "node.id", String.valueOf(NODE),
            "log.dirs", folder.toString(),
            "controller.quorum.voters", NODE + "@127.0.0.1:" + controller,
            "listeners",
                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controller),
            "advertised.listeners", "PLAINTEXT://127.0.0.1:" + port));
    return settings;
  }

  private static PrintStream silence() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }
}
