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
    return rules("never", 5);
  }

  static Rules rules(String autostart, int concurrency) {
    return new Rules(
        Autostart.of(autostart),
        Duration.ofSeconds(2),
        5,
        Duration.ofMinutes(30),
        Duration.ofHours(24),
        Duration.ofDays(7),
        Duration.ofHours(24),
        Duration.ofHours(24),
        concurrency);
  }

  static JobSettings settings(String brokers, Path folder, Rules rules) {
    return settings(brokers, folder, rules, Duration.ofMillis(100));
  }

  static JobSettings settings(String brokers, Path folder, Rules rules, Duration commitInterval) {
    return new JobSettings(
        Map.of("bootstrap.servers", brokers),
        folder,
        "spectra-ledger",
        Optional.empty(),
        Optional.empty(),
        0,
        commitInterval,
        rules,
        Duration.ofMillis(400),
        Duration.ofSeconds(5),
        Optional.empty(),
        true,
        Optional.empty());
  }

  /** The same settings for one of several instances. */
  static JobSettings at(Peer address, JobSettings settings) {
    return new JobSettings(
        settings.kafka(),
        settings.folder(),
        settings.applicationId(),
        settings.instanceId(),
        Optional.of(address),
        1,
        settings.commitInterval(),
        settings.rules(),
        settings.heartbeat(),
        settings.patience(),
        settings.pagingSecret(),
        settings.createTopics(),
        settings.replication());
  }

  static NewJob query(String tenant) {
    return query(tenant, "SELECT * FROM sales");
  }

  static NewJob query(String tenant, String sql) {
    return new NewJob(
        tenant, Operation.QUERY, "sales", sql, ContentType.CSV, Compression.NONE, "request-1");
  }

  static NewJob insert(String tenant) {
    return new NewJob(
        tenant, Operation.INSERT, "sales", null, ContentType.CSV, Compression.NONE, "request-1");
  }
}
