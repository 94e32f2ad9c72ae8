package io.spectra.bulk.ingest.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * CSV as R-055 has it: RFC 4180 with LF or CRLF, UTF-8, a header row; an empty unquoted field is
 * NULL, a quoted one the empty string.
 */
final class CsvRecords implements RecordSource {
  /** More columns no table has. */
  private static final int MOST_COLUMNS = 1_600;

  private final CsvScanner scanner;
  private final List<String> header;
  private final String[] values;
  private boolean made;
  private long read;

  /**
   * @param longest bytes that a record may have
   */
  CsvRecords(InputStream text, int longest) throws IOException {
    scanner = new CsvScanner(text, longest, MOST_COLUMNS);
    if (!advance()) {
      throw FileRefused.because(
          "The file is empty: a CSV file begins with a header row that names its columns.");
    }
    header = header();
    scanner.keep(header.size());
    values = new String[header.size()];
  }

  @Override
  public List<String> columns() {
    return header;
  }

  @Override
  public boolean next() throws IOException {
    do {
      if (!advance()) {
        return false;
      }
    } while (header.size() > 1 && scanner.empty());
    read++;
    made = false;
    return true;
  }

  @Override
  public String[] values() {
    if (!made) {
      made = true;
      for (int i = 0; i < values.length; i++) {
        values[i] = i < scanner.count() ? scanner.text(i) : null;
      }
    }
    return values;
  }

  @Override
  public String problem() {
    return scanner.count() == header.size()
        ? null
        : "it has %d fields, the header has %d".formatted(scanner.count(), header.size());
  }

  @Override
  public RawFields raw() {
    return scanner;
  }

  @Override
  public void close() throws IOException {
    scanner.close();
  }

  private List<String> header() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < scanner.count(); i++) {
      String name = scanner.text(i);
      names.add(name == null ? "" : name);
    }
    return List.copyOf(names);
  }

  private boolean advance() throws IOException {
    try {
      return scanner.next();
    } catch (CsvScanner.NotUtf8Exception e) {
      throw FileRefused.because(
              "The file is not UTF-8: there are other bytes behind record %d, near line %d."
                  .formatted(read, scanner.line()))
          .causedBy(e);
    } catch (CsvScanner.BrokenException e) {
      throw FileRefused.because(
              "The CSV cannot be read at record %d, which begins at line %d: %s."
                  .formatted(read + 1, scanner.line(), e.getMessage()))
          .causedBy(e);
    }
  }
}
