package io.spectra.bulk.export;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one export took.
 *
 * @param millis from its order to its end
 * @param cpuMillis of the worker's process
 * @param heapMegabytes the most that the worker's heap held
 */
record ExportFigures(double millis, double cpuMillis, double heapMegabytes) {
  /** Reads what a worker says. */
  static ExportFigures of(String line) {
    String[] words = line.split(" ");
    return new ExportFigures(
        Double.parseDouble(words[0]), Double.parseDouble(words[1]), Double.parseDouble(words[2]));
  }

  static double median(List<ExportFigures> rounds, ToDoubleFunction<ExportFigures> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
