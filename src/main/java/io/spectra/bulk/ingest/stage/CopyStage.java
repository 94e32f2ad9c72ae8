package io.spectra.bulk.ingest.stage;

import io.spectra.bulk.ingest.read.RawFields;
import io.spectra.bulk.ingest.table.SqlName;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.storage.Bucket;
import io.spectra.storage.ObjectQueue;
import io.spectra.storage.ObjectSpec;
import io.spectra.warehouse.WritingSession;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Stages by COPY: records go to S3 in many objects of one size, and whenever the warehouse is idle
 * it copies all that are there, side by side, while the next ones are written. The session works on
 * another thread until {@link #finish()}.
 */
final class CopyStage implements Stage {
  private final WritingSession session;
  private final ObjectQueue queue;
  private final Bucket bucket;
  private final String prefix;
  private final String iamRole;
  private final int objectBytes;
  private final int columns;
  private final StageText text;
  private final ExecutorService copier = Executors.newSingleThreadExecutor(CopyStage::thread);
  private Future<?> copying;
  private Batch next = new Batch(1);

  /**
   * @param prefix where objects lie; of this attempt alone
   * @param iamRole the role by which the warehouse reads S3
   * @param objectBytes the size of an object, but for that of one more record
   */
  CopyStage(
      WritingSession session,
      ObjectQueue queue,
      Bucket bucket,
      String prefix,
      String iamRole,
      int objectBytes,
      Layout layout) {
    this.session = session;
    this.queue = queue;
    this.bucket = bucket;
    this.prefix = prefix;
    this.iamRole = iamRole;
    this.objectBytes = objectBytes;
    this.columns = layout.columns().size();
    text = new StageText(layout);
    text.begin(queue.buffer());
  }

  @Override
  public void add(long number, String given, String[] values) {
    text.add(number, given, values, columns);
    added();
  }

  @Override
  public boolean add(long number, RawFields record, int[] order) {
    text.add(number, record, order);
    added();
    return true;
  }

  @Override
  public void finish() {
    if (text.size() > 0) {
      send();
    }
    if (!next.sent.isEmpty()) {
      copyNext();
    }
    await();
  }

  @Override
  public void close() {
    copier.shutdown();
    if (copying != null) {
      session.cancel();
      try {
        await();
      } catch (Failure e) {
        // Whoever closes early knows why.
      }
    }
    queue.close();
    bucket.delete(bucket.under(prefix).map(Bucket.Stored::key).toList());
  }

  /** Objects that are copied together, as they alone lie in one folder. */
  private final class Batch {
    private final int number;
    private final List<String> keys = new ArrayList<>();
    private final List<Future<?>> sent = new ArrayList<>();

    private Batch(int number) {
      this.number = number;
    }

    private void send() {
      String key = folder() + "%06d.txt".formatted(keys.size() + 1);
      keys.add(key);
      sent.add(queue.send(new ObjectSpec(key, "text/plain"), text.bytes(), text.size()));
    }

    /** Padded, and with a slash: a folder that another one begins with would be copied with it. */
    private String folder() {
      return prefix + "%06d/".formatted(number);
    }

    private void copy() {
      sent.forEach(CopyStage::await);
      session.execute(
          "COPY %s FROM %s IAM_ROLE %s DELIMITER '|' ESCAPE"
                  .formatted(
                      Layout.TABLE,
                      SqlName.literal(bucket.url(folder())),
                      iamRole.equalsIgnoreCase("default") ? "default" : SqlName.literal(iamRole))
              + " DATEFORMAT 'auto' TIMEFORMAT 'auto' NULL AS '\\N'");
      session.commit();
      bucket.delete(keys);
    }
  }

  private void added() {
    if (text.size() >= objectBytes) {
      send();
      if (copying == null || copying.isDone()) {
        copyNext();
      }
    }
  }

  private void send() {
    next.send();
    text.begin(queue.buffer());
  }

  private void copyNext() {
    await();
    Batch batch = next;
    next = new Batch(batch.number + 1);
    copying = copier.submit(batch::copy);
  }

  private void await() {
    if (copying != null) {
      Future<?> running = copying;
      copying = null;
      await(running);
    }
  }

  private static void await(Future<?> running) {
    try {
      running.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of(ErrorCode.UNAVAILABLE, "The service is shutting down.").causedBy(e);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "spectra-ingest-copy");
    thread.setDaemon(true);
    return thread;
  }
}
