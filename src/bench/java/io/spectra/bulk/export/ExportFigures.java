package io.spectra.bulk.export;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one export took.
 *
 * @param millis from its order to its end
 * @param cpuMillis of the worker's process
 * @param heapMegabytes the most that the worker's heap held
 * @param residentMegabytes the most memory that the worker's process had
 * @param standInMillis CPU of the processes that stand in for S3 and for Redshift's front
 */
record ExportFigures(
    double millis,
    double cpuMillis,
    double heapMegabytes,
    double residentMegabytes,
    double standInMillis) {
  /** With what the line of a worker begins that says them. */
  static final String MARK = "figures ";

  /** Reads what a worker says. */
  static ExportFigures of(String line) {
    String[] words = line.substring(MARK.length()).split(" ");
    return new ExportFigures(
        Double.parseDouble(words[0]),
        Double.parseDouble(words[1]),
        Double.parseDouble(words[2]),
        Double.parseDouble(words[3]),
        0);
  }

  ExportFigures withStandIns(double millisOfCpu) {
    return new ExportFigures(millis, cpuMillis, heapMegabytes, residentMegabytes, millisOfCpu);
  }

  String line(String way) {
    return "%-22s %8.0f ms  worker: %6.0f ms CPU, %4.0f MB heap, %4.0f MB resident  stand-ins: %6.0f ms CPU"
        .formatted(way, millis, cpuMillis, heapMegabytes, residentMegabytes, standInMillis);
  }

  /** Of each figure its own. */
  static ExportFigures median(List<ExportFigures> rounds) {
    return new ExportFigures(
        median(rounds, ExportFigures::millis),
        median(rounds, ExportFigures::cpuMillis),
        median(rounds, ExportFigures::heapMegabytes),
        median(rounds, ExportFigures::residentMegabytes),
        median(rounds, ExportFigures::standInMillis));
  }

  private static double median(List<ExportFigures> rounds, ToDoubleFunction<ExportFigures> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
