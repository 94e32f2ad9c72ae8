package io.spectra.query.kept;

import io.spectra.job.JobResult;
import java.io.OutputStream;

/** Keeps nothing. */
final class NotKept implements AnswerCopy {
  @Override
  public OutputStream to(OutputStream out) {
    return out;
  }

  @Override
  public void whole() {}

  @Override
  public JobResult result(long rows, String queryId) {
    return new JobResult(null, 0, rows, 0, queryId);
  }

  @Override
  public byte[] inline() {
    return null;
  }

  @Override
  public void recorded() {}

  @Override
  public void close() {}
}
