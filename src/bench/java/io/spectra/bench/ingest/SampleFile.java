package io.spectra.bench.ingest;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sales as CSV: 10 columns, some quoted, some NULL. Pure but for the file. */
final class SampleFile {
  static final String COLUMNS =
      "id,region,product,quantity,amount,discount,returned,year,sold_at,note";
  private static final String[] REGIONS = {"APAC", "EMEA", "AMER"};

  private SampleFile() {}

  /** Writes the records with ids from one to another. */
  static Path write(Path file, int from, int to) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(COLUMNS + "\n");
      StringBuilder line = new StringBuilder();
      for (int n = from; n <= to; n++) {
        line.setLength(0);
        record(line, n);
        out.append(line);
      }
    }
    return file;
  }

  private static void record(StringBuilder line, int n) {
    line.append(n).append(',').append(REGIONS[n % 3]);
    line.append(",\"Gauge ").append(n % 97).append(", fine\",").append(n % 50).append(',');
    line.append(n % 10_000).append('.').append(10 + n % 90).append(',');
    line.append(n % 40 / 100.0).append(',').append(n % 20 == 0).append(',').append(2020 + n % 6);
    line.append(",2024-0").append(1 + n % 9).append("-1").append(n % 10);
    line.append(" 10:2").append(n % 10).append(":30,");
    if (n % 7 != 0) {
      line.append("sale ").append(n).append(" of acme");
    }
    line.append('\n');
  }
}
