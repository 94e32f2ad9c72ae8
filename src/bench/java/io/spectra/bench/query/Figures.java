package io.spectra.bench.query;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one round gave.
 *
 * @param requests a second
 * @param megabytes of bodies a second
 * @param p50 of the latency, in microseconds
 * @param p99 of the latency, in microseconds
 * @param cpu of the answering process for each request, in microseconds; 0 where not measured
 */
record Figures(double requests, double megabytes, double p50, double p99, double cpu) {
  static Figures of(long[] nanos, int count, long bytes, long wallNanos, long cpuMicros) {
    if (count == 0) {
      return new Figures(0, 0, Double.NaN, Double.NaN, Double.NaN);
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    double seconds = wallNanos / 1e9;
    return new Figures(
        count / seconds,
        bytes / 1e6 / seconds,
        sorted[count / 2] / 1e3,
        sorted[(int) (count * 0.99)] / 1e3,
        (double) cpuMicros / count);
  }

  /** Each figure's own median. */
  static Figures median(List<Figures> rounds) {
    return new Figures(
        median(rounds, Figures::requests),
        median(rounds, Figures::megabytes),
        median(rounds, Figures::p50),
        median(rounds, Figures::p99),
        median(rounds, Figures::cpu));
  }

  private static double median(List<Figures> rounds, ToDoubleFunction<Figures> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  @Override
  public String toString() {
    return String.format(
        "%9.0f /s %8.1f MB/s   p50 %8.0f µs   p99 %8.0f µs   cpu %7.0f µs",
        requests, megabytes, p50, p99, cpu);
  }
}
