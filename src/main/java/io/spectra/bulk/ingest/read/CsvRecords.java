package io.spectra.bulk.ingest.read;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.spectra.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * CSV as R-055 has it: RFC 4180 with LF or CRLF, UTF-8, a header row; an empty unquoted field is
 * NULL, a quoted empty one the empty string.
 */
final class CsvRecords implements RecordSource {
  /** More columns no table has. */
  private static final int MOST_COLUMNS = 1_600;

  private final Handler handler;
  private final CsvReader<Handler> reader;
  private final Iterator<Handler> lines;
  private final List<String> header;
  private String[] values;
  private String problem;
  private long read;

  CsvRecords(InputStream text, int longest) throws IOException {
    handler = new Handler(longest);
    reader =
        CsvReader.builder()
            .maxBufferSize(longest)
            .skipEmptyLines(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .build(handler, Utf8.reader(text));
    lines = reader.iterator();
    if (!advance()) {
      throw FileRefused.because(
          "The file is empty: a CSV file begins with a header row that names its columns.");
    }
    header = List.of(handler.record());
    handler.expect(header.size());
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
    } while (handler.empty() && header.size() > 1);
    read++;
    int fields = handler.empty() ? 1 : handler.fields();
    problem =
        fields == header.size()
            ? null
            : "it has %d fields, the header has %d".formatted(fields, header.size());
    values = handler.values();
    return true;
  }

  @Override
  public String[] values() {
    return values;
  }

  @Override
  public String problem() {
    return problem;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private boolean advance() throws IOException {
    try {
      if (!lines.hasNext()) {
        return false;
      }
      lines.next();
      return true;
    } catch (CsvParseException e) {
      if (e.getCause() instanceof Failure failure) {
        throw failure;
      }
      throw FileRefused.because(
              "The CSV cannot be read at record %d, which begins at line %d: %s."
                  .formatted(read + 1, handler.line(), cause(e)))
          .causedBy(e);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        throw FileRefused.because(
                "The file is not UTF-8: there are other bytes behind record %d, near line %d."
                    .formatted(read, handler.line()))
            .causedBy(e);
      }
      throw e.getCause();
    }
  }

  private static String cause(CsvParseException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String text = String.valueOf(cause.getMessage());
    return text.contains("buffer")
        ? "the record is longer than a record may be"
        : "after a closing quote only a comma or a line end may follow, and every quote is closed";
  }

  /** Takes the fields of a record without making a list of them. */
  private static final class Handler extends AbstractBaseCsvCallbackHandler<Handler> {
    private String[] fields = new String[16];
    private final int longest;
    private int count;
    private long size;
    private int kept;
    private boolean empty;
    private long line = 1;

    private Handler(int longest) {
      this.longest = longest;
    }

    /** From here on only so many fields are kept of a record. */
    void expect(int columns) {
      fields = new String[columns];
    }

    String[] record() {
      String[] names = Arrays.copyOf(fields, kept);
      for (int i = 0; i < names.length; i++) {
        names[i] = names[i] == null ? "" : names[i];
      }
      return names;
    }

    /** The fields, with NULL for those that are missing. */
    String[] values() {
      Arrays.fill(fields, Math.min(kept, fields.length), fields.length, null);
      return fields;
    }

    int fields() {
      return count;
    }

    boolean empty() {
      return empty;
    }

    long line() {
      return line;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
      count = 0;
      kept = 0;
      size = 0;
      empty = false;
      line = startingLineNumber;
    }

    @Override
    protected void handleField(int index, char[] from, int offset, int length, boolean quoted) {
      count = index + 1;
      size += length + 1L;
      boolean tooMany = line == 1 && index >= MOST_COLUMNS;
      if (size > longest || tooMany) {
        throw FileRefused.because(
            "The record that begins at line %d is longer than a record may be.".formatted(line));
      }
      if (index >= fields.length) {
        if (line > 1) {
          return;
        }
        fields = Arrays.copyOf(fields, fields.length * 2);
      }
      fields[index] = length == 0 && !quoted ? null : new String(from, offset, length);
      kept = index + 1;
    }

    @Override
    protected void handleEmpty() {
      empty = true;
    }

    @Override
    protected Handler buildRecord() {
      return this;
    }
  }
}
