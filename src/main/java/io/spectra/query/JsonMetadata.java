package io.spectra.query;

import io.spectra.rows.FileBytes;
import io.spectra.rows.JsonText;
import io.spectra.rows.Words;
import io.spectra.warehouse.Column;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** Writes what an answer tells about its rows, in the contract's order. */
final class JsonMetadata {
  private final FileBytes json;

  JsonMetadata(FileBytes json) {
    this.json = json;
  }

  /** The object {@code metadata}, its name not included. */
  void write(List<Column> columns, QueryOutcome outcome, String jobId) throws IOException {
    raw("{\"columns\":");
    texts(columns, Column::name);
    raw(",\"column_types\":");
    texts(columns, column -> column.type().sqlName());
    raw(",\"row_count\":" + outcome.rowCount());
    raw(",\"total_rows\":" + outcome.totalRows());
    raw(",\"truncated\":");
    json.put(outcome.truncated() ? Words.TRUE : Words.FALSE);
    raw(",\"execution_time_ms\":" + outcome.executionTimeMs());
    raw(",\"query_id\":");
    text(outcome.queryId());
    raw(",\"job_id\":");
    text(jobId);
    json.put('}');
  }

  private void texts(List<Column> columns, Function<Column, String> text) throws IOException {
    json.put('[');
    for (int i = 0; i < columns.size(); i++) {
      if (i > 0) {
        json.put(',');
      }
      text(text.apply(columns.get(i)));
    }
    json.put(']');
  }

  private void text(String text) throws IOException {
    JsonText.write(text, json);
  }

  /** Names and numbers, which need no escapes. */
  private void raw(String text) throws IOException {
    json.put(text.getBytes(StandardCharsets.US_ASCII));
  }
}
