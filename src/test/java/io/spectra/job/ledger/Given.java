package io.spectra.job.ledger;

import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.job.NewJob;
import io.spectra.job.Operation;
import io.spectra.job.machine.Autostart;
import io.spectra.job.machine.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What the ledger's tests begin with. */
final class Given {
  private Given() {}

  static Rules rules() {
    return new Rules(
        Autostart.of("never"),
        Duration.ofSeconds(2),
        5,
        Duration.ofMinutes(30),
        Duration.ofHours(24),
        Duration.ofDays(7),
        5);
  }

  static JobSettings settings(String brokers, Path folder, Rules rules) {
    return new JobSettings(
        Map.of("bootstrap.servers", brokers),
        folder,
        "spectra-ledger",
        Optional.empty(),
        0,
        rules,
        Duration.ofMillis(400),
        Duration.ofSeconds(5),
        true,
        Optional.empty());
  }

  static NewJob query(String tenant) {
    return new NewJob(
        tenant,
        Operation.QUERY,
        "sales",
        "SELECT * FROM sales",
        ContentType.CSV,
        Compression.NONE,
        "request-1");
  }
}
