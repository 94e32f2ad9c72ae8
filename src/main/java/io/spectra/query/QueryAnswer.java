package io.spectra.query;

import com.fasterxml.jackson.core.JsonGenerator;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.warehouse.Column;
import io.spectra.warehouse.Rows;
import io.spectra.warehouse.WarehouseSession;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A query that has begun to give rows, to be written as the contract's answer to {@code POST
 * /queries}. Belongs to one thread at a time, but for {@link #cancel()}.
 */
public final class QueryAnswer implements JsonStream {
  private static final Logger LOG = Logger.getLogger(QueryAnswer.class);

  private final WarehouseSession session;
  private final QueryPlan plan;
  private final long startNanos;
  private final Rows rows;
  private QueryOutcome outcome;

  private QueryAnswer(WarehouseSession session, QueryPlan plan) {
    this.session = session;
    this.plan = plan;
    this.startNanos = System.nanoTime();
    // One more than may be given shows whether rows were cut, whatever the SQL says.
    this.rows = session.query(plan.sql(), plan.rows() + 1);
  }

  /** Runs the query and waits for its first rows; closes the session if that fails. */
  static QueryAnswer start(WarehouseSession session, QueryPlan plan) {
    try {
      return new QueryAnswer(session, plan);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    JsonGenerator json = JsonOutput.to(out);
    json.writeStartObject();
    json.writeArrayFieldStart("data");
    long count = writeRows(json);
    json.writeEndArray();
    outcome = finish(count);
    writeMetadata(json);
    json.writeEndObject();
    // Closed only here: a failure must not push out the end of what was written so far.
    json.close();
  }

  /** What became of the query; empty until it was written to its end. */
  public Optional<QueryOutcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  /** Ends the statement in the warehouse, from any thread, at once; {@link #writeTo} then fails. */
  @Override
  public void cancel() {
    session.cancel();
  }

  /** Ends the transaction and gives the connection back, once, whatever happened before. */
  @Override
  public void close() {
    session.close();
  }

  private long writeRows(JsonGenerator json) throws IOException {
    JsonRow row = new JsonRow(rows.columns());
    long count = 0;
    while (count < plan.rows() && rows.next()) {
      row.write(rows, json);
      count++;
    }
    return count;
  }

  private QueryOutcome finish(long count) {
    boolean truncated = count == plan.rows() && plan.cutsBehindRows() && rows.next();
    rows.close();
    long millis = Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
    String queryId = plan.askQueryId() ? session.queryId().orElse(plan.jobId()) : plan.jobId();
    Long total = truncated ? countAll() : Long.valueOf(count);
    return new QueryOutcome(count, total, truncated, millis, queryId);
  }

  /** Counted in the same transaction, so on the same snapshot, and in what time is left. */
  private Long countAll() {
    try (Rows counted = session.query(plan.count(), 1)) {
      return counted.next() ? Long.valueOf(counted.text(1)) : null;
    } catch (Failure e) {
      if (e.code() == ErrorCode.CONFLICT) {
        throw e;
      }
      // The rows given are whole; how many there are in all is what could not be found out.
      LOG.debug("rows of a cut result not counted", e);
      return null;
    }
  }

  private void writeMetadata(JsonGenerator json) throws IOException {
    List<Column> columns = rows.columns();
    json.writeObjectFieldStart("metadata");
    json.writeArrayFieldStart("columns");
    for (Column column : columns) {
      json.writeString(column.name());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("column_types");
    for (Column column : columns) {
      json.writeString(column.type().sqlName());
    }
    json.writeEndArray();
    json.writeNumberField("row_count", outcome.rowCount());
    json.writeObjectField("total_rows", outcome.totalRows());
    json.writeBooleanField("truncated", outcome.truncated());
    json.writeNumberField("execution_time_ms", outcome.executionTimeMs());
    json.writeStringField("query_id", outcome.queryId());
    json.writeStringField("job_id", plan.jobId());
    json.writeEndObject();
  }
}
