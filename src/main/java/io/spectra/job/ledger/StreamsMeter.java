package io.spectra.job.ledger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Shows what an operator asks of Kafka Streams first, of the hundreds of values that it keeps.
 * Looks at them when it is asked and at no other time.
 */
final class StreamsMeter {
  private static final String TASK = "stream-task-metrics";
  private static final String THREAD = "stream-thread-metrics";
  private static final String GROUP = "consumer-coordinator-metrics";

  private final Supplier<Map<MetricName, ? extends Metric>> metrics;
  private final MeterRegistry registry;

  private StreamsMeter(
      Supplier<Map<MetricName, ? extends Metric>> metrics, MeterRegistry registry) {
    this.metrics = metrics;
    this.registry = registry;
  }

  /** Registers all of them. */
  static void of(Supplier<Map<MetricName, ? extends Metric>> metrics, MeterRegistry registry) {
    StreamsMeter meter = new StreamsMeter(metrics, registry);
    meter.sum("process.rate", "Commands applied a second", THREAD, "process-rate");
    meter.sum(
        "restore.remaining",
        "Records that are still to be restored into the job store",
        TASK,
        "restore-remaining-records-total");
    meter.sum("restore.rate", "Records restored a second", TASK, "restore-rate");
    meter.sum("rebalances", "Rebalances that this instance took part in", GROUP, "rebalance-total");
    meter.most(
        "rebalance.last.seconds",
        "How long ago the last rebalance was; -1 before the first",
        GROUP,
        "last-rebalance-seconds-ago");
    meter.most(
        "commit.latency.max", "The longest commit, in milliseconds", THREAD, "commit-latency-max");
    meter.most(
        "records.lag.max",
        "Records of the partition that is furthest behind",
        "consumer-fetch-manager-metrics",
        "records-lag-max");
  }

  private void sum(String name, String about, String group, String metric) {
    register(name, about, () -> values(group, metric).sum());
  }

  private void most(String name, String about, String group, String metric) {
    register(name, about, () -> values(group, metric).max().orElse(0));
  }

  private void register(String name, String about, Supplier<Number> value) {
    Gauge.builder("spectra.streams." + name, value).description(about).register(registry);
  }

  private DoubleStream values(String group, String name) {
    return metrics.get().values().stream()
        .filter(metric -> metric.metricName().name().equals(name))
        .filter(metric -> metric.metricName().group().equals(group))
        .map(Metric::metricValue)
        .filter(Number.class::isInstance)
        .mapToDouble(value -> ((Number) value).doubleValue())
        .filter(Double::isFinite);
  }
}
