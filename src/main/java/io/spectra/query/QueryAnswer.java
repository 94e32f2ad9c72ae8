package io.spectra.query;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.rows.FileBytes;
import io.spectra.warehouse.FewAnswers;
import io.spectra.warehouse.Rows;
import io.spectra.warehouse.WarehouseSession;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A query that has begun to give rows, to be written as the contract's answer to {@code POST
 * /queries}. Belongs to one thread at a time, but for {@link #cancel()}.
 */
public final class QueryAnswer implements JsonStream {
  private static final Logger LOG = Logger.getLogger(QueryAnswer.class);

  private static final int FIRST_BYTES = 2 << 10;
  private static final byte[] DATA = "{\"data\":[".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] METADATA = "],\"metadata\":".getBytes(StandardCharsets.US_ASCII);

  private final WarehouseSession session;
  private final QueryPlan plan;
  private final long startNanos;
  private final Optional<FewAnswers> few;
  private final Rows rows;
  private QueryOutcome outcome;

  private QueryAnswer(WarehouseSession session, QueryPlan plan) {
    this.session = session;
    this.plan = plan;
    this.startNanos = System.nanoTime();
    this.few = plan.sizes().few() ? few() : Optional.empty();
    // One more than may be given shows whether rows were cut, whatever the SQL says.
    this.rows =
        few.map(FewAnswers::rows).orElseGet(() -> session.query(plan.sql(), plan.rows() + 1));
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

  /** In one round trip; empty when there are more rows than that is for, or than may be given. */
  private Optional<FewAnswers> few() {
    int most = Math.min(QuerySizes.FEW, plan.rows()) + 1;
    Optional<FewAnswers> answers = session.few(plan.sql(), most, plan.askQueryId());
    if (answers.isEmpty()) {
      plan.sizes().many();
    } else {
      // All is here, and its transaction has ended: others may have the connection.
      session.close();
    }
    return answers;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    FileBytes json = new FileBytes(out, FIRST_BYTES);
    json.put(DATA);
    long count = writeRows(json);
    json.put(METADATA);
    outcome = finish(count);
    new JsonMetadata(json).write(rows.columns(), outcome, plan.jobId());
    json.put('}');
    if (!outcome.truncated()) {
      plan.sizes().gave(count, json.total());
    }
    // Flushed only here: a failure must not push out the end of what was written so far.
    json.flush();
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

  private long writeRows(FileBytes json) throws IOException {
    JsonRow row = new JsonRow(rows.columns());
    long count = 0;
    while (count < plan.rows() && rows.next()) {
      if (count > 0) {
        json.put(',');
      }
      row.write(rows, json);
      count++;
    }
    return count;
  }

  private QueryOutcome finish(long count) {
    boolean truncated = count == plan.rows() && plan.cutsBehindRows() && rows.next();
    rows.close();
    long millis = Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
    String queryId = queryId().orElse(plan.jobId());
    Long total = truncated ? countAll() : Long.valueOf(count);
    return new QueryOutcome(count, total, truncated, millis, queryId);
  }

  private Optional<String> queryId() {
    if (few.isPresent()) {
      return few.get().queryId();
    }
    return plan.askQueryId() ? session.queryId() : Optional.empty();
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
}
