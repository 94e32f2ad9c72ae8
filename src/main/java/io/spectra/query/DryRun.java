package io.spectra.query;

import com.fasterxml.jackson.core.JsonGenerator;
import io.spectra.sql.GatedSql;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The answer to {@code parameters.dry_run}: the gate's verdict, nothing was run.
 *
 * @param sql what would be executed
 * @param limit the rows asked for
 */
public record DryRun(GatedSql sql, int limit) implements JsonStream {
  @Override
  public void writeTo(OutputStream out) throws IOException {
    JsonGenerator json = JsonOutput.to(out);
    json.writeStartObject();
    json.writeBooleanField("dry_run", true);
    json.writeStringField("sql", sql.text());
    json.writeNumberField("limit", sql.rows().orElse(limit));
    json.writeEndObject();
    json.close();
  }

  /** Nothing runs. */
  @Override
  public void cancel() {}

  /** Nothing is held. */
  @Override
  public void close() {}
}
