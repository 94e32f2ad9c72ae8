package io.spectra.job.ledger;

import io.spectra.local.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One real broker for all tests of this JVM, with a fresh log; stopped when the JVM ends. */
final class Broker {
  private static final class Shared {
    static final Queue<Runnable> CLIENTS = new ConcurrentLinkedQueue<>();
    static final KafkaBroker BROKER = start();
  }

  private Broker() {}

  static String address() {
    return Shared.BROKER.bootstrapServers();
  }

  /** Has something closed before the broker is. */
  static void beforeClose(Runnable client) {
    Shared.CLIENTS.add(client);
  }

  private static KafkaBroker start() {
    try {
      Path folder = Files.createTempDirectory("ledger-broker");
      KafkaBroker broker = KafkaBroker.start(folder, 0);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker)));
      return broker;
    } catch (Exception e) {
      throw new IllegalStateException("The broker did not start", e);
    }
  }

  private static void stop(KafkaBroker broker) {
    Shared.CLIENTS.forEach(Runnable::run);
    broker.close();
  }
}
