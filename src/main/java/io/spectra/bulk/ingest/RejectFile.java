package io.spectra.bulk.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.spectra.bulk.ingest.read.RecordSource;
import io.spectra.job.Job;
import io.spectra.storage.ObjectUpload;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the rejected records: CSV with the columns as sent, then {@code error_code} and
 * {@code error}. Values stand there as they came, so that the file can be mended and sent again;
 * what a spreadsheet would take for a formula is left alone.
 */
final class RejectFile {
  private static final JsonFactory JSON = new JsonFactory();

  /** Of a record that is published; whoever wants more reads the file. */
  private static final int LONGEST_VALUE = 1_000;

  private final Job job;
  private final CsvWriter csv;
  private final List<String> columns;
  private final List<String> published;
  private final int publishedMost;
  private long rejected;

  /**
   * @param published takes the first records in the form of {@code spectra.jobs.rejects}
   */
  RejectFile(
      Job job,
      ObjectUpload upload,
      List<String> columns,
      List<String> published,
      int publishedMost) {
    this.job = job;
    this.columns = columns;
    this.published = published;
    this.publishedMost = publishedMost;
    csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .quoteStrategy(QuoteStrategies.EMPTY)
            .build(new OutputStreamWriter(upload, StandardCharsets.UTF_8));
    List<String> header = new ArrayList<>(columns);
    header.add("error_code");
    header.add("error");
    csv.writeRecord(header);
  }

  void add(long number, RecordSource record, String code, String reason) {
    rejected++;
    String error = "record " + number + ": " + reason;
    List<String> fields = new ArrayList<>(columns.size() + 2);
    List<String> sent = record.columns();
    for (String column : columns) {
      int at = sent.indexOf(column);
      String value = at < 0 ? null : record.values()[at];
      fields.add(value == RecordSource.ABSENT ? null : value);
    }
    if (published.size() < publishedMost) {
      published.add(json(number, fields, code, error));
    }
    fields.add(code);
    fields.add(error);
    csv.writeRecord(fields);
  }

  /** Passes on every byte; gives how many records there are. */
  long finish() throws IOException {
    csv.flush();
    return rejected;
  }

  private String json(long number, List<String> fields, String code, String error) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("tenant", job.tenant());
      json.writeStringField("job", job.id());
      json.writeStringField("object", job.object());
      json.writeStringField("operation", job.operation().wire());
      json.writeNumberField("record", number);
      json.writeStringField("error_code", code);
      json.writeStringField("error", error);
      json.writeObjectFieldStart("values");
      for (int i = 0; i < columns.size(); i++) {
        String value = fields.get(i);
        boolean cut = value != null && value.length() > LONGEST_VALUE;
        json.writeStringField(columns.get(i), cut ? value.substring(0, LONGEST_VALUE) : value);
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
