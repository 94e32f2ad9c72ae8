package io.spectra.query.kept;

import io.spectra.job.JobResult;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An answer being kept while it is sent. The steps, in order: {@link #to} copies it, {@link #whole}
 * says what to record of it, {@link #close} sends on what does not lie in the ledger. Belongs to
 * one thread at a time.
 */
public interface AnswerCopy extends AutoCloseable {
  /** A stream that writes to {@code out} and copies what passes. */
  OutputStream to(OutputStream out);

  /**
   * Ends the copy of an answer that was written to its end. Of a query with an idempotency key it
   * is in S3 then, where that is its place.
   *
   * @throws io.spectra.failure.Failure where a query with an idempotency key cannot be kept
   */
  void whole() throws IOException;

  /** The result to record, with its place and size where the answer is kept. */
  JobResult result(long rows, String queryId);

  /** The answer, to be recorded in the ledger; null where it is kept elsewhere or not. */
  byte[] inline();

  /** Tells that the ledger has the result: only then is what was copied worth being sent on. */
  void recorded();

  /** After the answer was sent: sends on what is to lie in S3, and removes what was broken off. */
  @Override
  void close();
}
