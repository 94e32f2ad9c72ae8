package io.spectra.query.kept;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Job;
import io.spectra.job.JobReads;
import io.spectra.query.JsonStream;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Keeps the answers of queries, and gives them back byte for byte. Safe for many threads. */
@ApplicationScoped
public class KeptAnswers {
  private static final AnswerCopy NONE = new NotKept();
  private static final Duration ON_ITS_WAY = Duration.ofMinutes(10);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final KeepConfig config;
  private final AnswerFiles files;
  private final JobReads reads;

  public KeptAnswers(KeepConfig config, AnswerFiles files, JobReads reads) {
    this.config = config;
    this.files = files;
    this.reads = reads;
  }

  /**
   * Begins to keep the answer of a query.
   *
   * @param first whether it must be kept before its end is sent, whatever is configured: it is to
   *     be given back to an idempotency key, or nobody has it otherwise
   */
  public AnswerCopy copy(String tenant, String job, boolean first) {
    return first || config.keep()
        ? new SpooledCopy(files, new AnswerName(tenant, job), first)
        : NONE;
  }

  /**
   * The answer of a query that completed; the caller closes it. Waits a little for one that is
   * still on its way to S3.
   *
   * @throws Failure {@code NOT_FOUND} where it was not kept; {@code UNAVAILABLE} while it is on its
   *     way, or cannot be read now
   */
  public JsonStream read(Job job) {
    if (job.result() == null || job.result().sizeBytes() == 0) {
      throw gone();
    }
    InputStream answer =
        job.result().key() == null
            ? new ByteArrayInputStream(inline(job))
            : stored(job).orElseThrow(() -> absent(job));
    return new StoredAnswer(answer);
  }

  private byte[] inline(Job job) {
    return reads.answer(job.tenant(), job.id()).orElseThrow(KeptAnswers::gone);
  }

  private Optional<InputStream> stored(Job job) {
    AnswerName name = new AnswerName(job.tenant(), job.id());
    long deadline = System.nanoTime() + config.patience().toNanos();
    Optional<InputStream> found = files.open(name);
    while (found.isEmpty() && mayBeOnItsWay(job) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      found = files.open(name);
    }
    return found;
  }

  private static boolean mayBeOnItsWay(Job job) {
    return Instant.now(Clock.systemUTC()).isBefore(job.endedAt().plus(ON_ITS_WAY));
  }

  private static Failure absent(Job job) {
    return mayBeOnItsWay(job)
        ? Failure.of(ErrorCode.UNAVAILABLE, "The results are being put away; try again")
            .retryAfter(Duration.ofSeconds(2))
        : gone();
  }

  private static Failure gone() {
    return Failure.of(ErrorCode.NOT_FOUND, "The results of this query are not kept");
  }
}
