package io.spectra.job.ledger;

import io.spectra.job.JobError;
import io.spectra.job.JobResult;
import io.spectra.job.machine.QueryFinished;
import io.spectra.job.machine.QueryStarted;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The end of a sync query whose start is not recorded, in the form in which it lies in the {@link
 * QueryJournal}, travels in {@link EndedQueries} and is stored: written once, read where somebody
 * asks after it. JSON would cost more than the query's answer does.
 *
 * @param end without an idempotency key, its start included
 * @param answer the query's answer, null where it is not kept here
 */
record EndedQuery(QueryFinished end, byte[] answer) {
  private static final int NONE = -1;
  private static final byte COMPLETED = 1;
  private static final byte FAILED = 2;

  String tenant() {
    return end.tenant();
  }

  byte[] toBytes() {
    QueryStarted start = end.start();
    byte[][] texts = {
      utf8(end.tenant()), utf8(end.job()), utf8(start.query()), utf8(start.requestId())
    };
    JobResult result = end.result();
    byte[][] outcome =
        result == null
            ? new byte[][] {utf8(end.error().code()), utf8(end.error().message())}
            : new byte[][] {utf8(result.key()), utf8(result.queryId())};
    byte[] trace = utf8(start.traceparent());
    int numbers = 2 + (result == null ? 0 : 3);
    ByteBuffer to =
        ByteBuffer.allocate(
            1
                + numbers * Long.BYTES
                + size(texts)
                + size(outcome)
                + size(new byte[][] {answer})
                + (trace == null ? 0 : Integer.BYTES + trace.length));
    for (byte[] text : texts) {
      put(to, text);
    }
    to.putLong(start.allowed().toMillis()).putLong(end.took().toNanos());
    to.put(result == null ? FAILED : COMPLETED);
    for (byte[] text : outcome) {
      put(to, text);
    }
    if (result != null) {
      to.putLong(result.sizeBytes()).putLong(result.processed()).putLong(result.failed());
    }
    put(to, answer);
    // At the end, where earlier versions read no further; and where nothing is traced, nothing.
    if (trace != null) {
      put(to, trace);
    }
    return to.array();
  }

  /**
   * Reads what {@link #toBytes} wrote, up to its end.
   *
   * @throws RuntimeException for anything else
   */
  static EndedQuery read(ByteBuffer from) {
    String tenant = text(from);
    String job = text(from);
    String query = text(from);
    String requestId = text(from);
    Duration allowed = Duration.ofMillis(from.getLong());
    Duration took = Duration.ofNanos(from.getLong());
    boolean failed = from.get() == FAILED;
    String first = text(from);
    String second = text(from);
    JobResult result =
        failed
            ? null
            : new JobResult(first, from.getLong(), from.getLong(), from.getLong(), second);
    JobError error = failed ? new JobError(first, second) : null;
    byte[] answer = part(from);
    String trace = from.hasRemaining() ? text(from) : null;
    QueryStarted start = new QueryStarted(tenant, job, query, allowed, null, requestId, trace);
    return new EndedQuery(new QueryFinished(tenant, job, result, error, start, took), answer);
  }

  private static byte[] utf8(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private static int size(byte[][] parts) {
    int size = 0;
    for (byte[] part : parts) {
      size += Integer.BYTES + (part == null ? 0 : part.length);
    }
    return size;
  }

  /** Its length, -1 for null, and itself. */
  private static void put(ByteBuffer to, byte[] part) {
    if (part == null) {
      to.putInt(NONE);
    } else {
      to.putInt(part.length).put(part);
    }
  }

  private static byte[] part(ByteBuffer from) {
    int length = from.getInt();
    if (length < 0) {
      return null;
    }
    if (length > from.remaining()) {
      throw new IllegalArgumentException("A part is longer than what is left.");
    }
    byte[] part = new byte[length];
    from.get(part);
    return part;
  }

  private static String text(ByteBuffer from) {
    byte[] utf8 = part(from);
    return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
  }
}
