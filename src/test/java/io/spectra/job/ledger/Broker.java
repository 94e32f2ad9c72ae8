package io.spectra.job.ledger;

import io.spectra.local.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;

/** One real broker for all tests of this JVM, with a fresh log; stopped when the JVM ends. */
final class Broker {
  private static final class Shared {
    static final KafkaBroker BROKER = start();
  }

  private Broker() {}

  static String address() {
    return Shared.BROKER.bootstrapServers();
  }

  private static KafkaBroker start() {
    try {
      Path folder = Files.createTempDirectory("ledger-broker");
      KafkaBroker broker = KafkaBroker.start(folder, 0);
      Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
      return broker;
    } catch (Exception e) {
      throw new IllegalStateException("The broker did not start", e);
    }
  }
}
