package io.spectra.query.kept;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.JobResult;
import java.io.OutputStream;
import java.util.Optional;

/** Keeps an answer in memory or a file, and then in the ledger or in S3. */
final class SpooledCopy implements AnswerCopy {
  private final AnswerFiles files;
  private final AnswerName name;
  private final boolean first;
  private Spool spool;
  private Kept kept;
  private boolean stored;
  private boolean recorded;

  /**
   * @param first whether the answer must be kept before its end is sent
   */
  SpooledCopy(AnswerFiles files, AnswerName name, boolean first) {
    this.files = files;
    this.name = name;
    this.first = first;
  }

  @Override
  public OutputStream to(OutputStream out) {
    spool = files.spool(name, out, first);
    return spool;
  }

  @Override
  public void whole() {
    Optional<Kept> finished = spool.finish(files.whole(name));
    spool = null;
    kept = finished.orElse(null);
    if (first && kept == null) {
      throw Failure.of(ErrorCode.INTERNAL_ERROR, "The answer could not be kept");
    }
    if (first && kept.file() != null) {
      files.store(name);
      stored = true;
    }
  }

  @Override
  public JobResult result(long rows, String queryId) {
    if (kept == null) {
      return new JobResult(null, 0, rows, 0, queryId);
    }
    String key = kept.file() == null ? null : name.key();
    return new JobResult(key, kept.size(), rows, 0, queryId);
  }

  @Override
  public byte[] inline() {
    return kept == null ? null : kept.inline();
  }

  @Override
  public void recorded() {
    recorded = true;
  }

  @Override
  public void close() {
    if (spool != null) {
      spool.discard();
    } else if (kept != null && kept.file() != null && !stored) {
      if (recorded) {
        files.storeLater(name);
      } else {
        files.remove(name);
      }
    }
  }
}
