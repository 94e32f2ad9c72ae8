package io.spectra.bulk.ingest.stage;

import io.spectra.bulk.ingest.table.SqlName;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.storage.ObjectSpec;
import io.spectra.storage.ObjectUpload;
import io.spectra.storage.StoredObjects;
import io.spectra.storage.Uploads;
import io.spectra.warehouse.WritingSession;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Stages by COPY: records go to S3 in chunks, and the warehouse copies one chunk while the next is
 * written. The session works on another thread until {@link #finish()}.
 */
final class CopyStage implements Stage {
  private final WritingSession session;
  private final Uploads uploads;
  private final StoredObjects objects;
  private final String prefix;
  private final String iamRole;
  private final long chunkBytes;
  private final int columns;
  private final StageText text = new StageText();
  private final ExecutorService copier = Executors.newSingleThreadExecutor(CopyStage::thread);
  private Future<?> copying;
  private ObjectUpload upload;
  private long written;
  private int chunks;

  /**
   * @param prefix where chunks lie; of this attempt alone
   * @param iamRole the role by which the warehouse reads S3
   */
  CopyStage(
      WritingSession session,
      Uploads uploads,
      StoredObjects objects,
      String prefix,
      String iamRole,
      long chunkBytes,
      Layout layout) {
    this.session = session;
    this.uploads = uploads;
    this.objects = objects;
    this.prefix = prefix;
    this.iamRole = iamRole;
    this.chunkBytes = chunkBytes;
    this.columns = layout.columns().size();
  }

  @Override
  public void add(long number, String given, String[] values) {
    try {
      if (upload == null) {
        begin();
      }
      text.add(number, given, values, columns);
      if (written >= chunkBytes) {
        end();
      }
    } catch (IOException e) {
      throw Failure.of(ErrorCode.INTERNAL_ERROR, "The records could not be staged.").causedBy(e);
    }
  }

  @Override
  public void finish() {
    try {
      if (upload != null) {
        end();
      }
    } catch (IOException e) {
      throw Failure.of(ErrorCode.INTERNAL_ERROR, "The records could not be staged.").causedBy(e);
    }
    await();
  }

  @Override
  public void close() {
    if (upload != null) {
      upload.close();
    }
    copier.shutdown();
    if (copying != null) {
      session.cancel();
      try {
        await();
      } catch (Failure e) {
        // Whoever closes early knows why.
      }
    }
    for (String key : objects.keys(prefix)) {
      objects.delete(key);
    }
  }

  private void begin() {
    chunks++;
    upload = uploads.open(new ObjectSpec(key(chunks), "text/plain"));
    written = 0;
    text.to(
        new java.io.OutputStream() {
          @Override
          public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            upload.write(bytes, offset, length);
            written += length;
          }
        });
  }

  private void end() throws IOException {
    text.flush();
    upload.complete();
    upload = null;
    String key = key(chunks);
    await();
    copying = copier.submit(() -> copy(key));
  }

  private void copy(String key) {
    session.execute(
        "COPY %s FROM %s IAM_ROLE %s DELIMITER '|' ESCAPE"
                .formatted(
                    Layout.TABLE,
                    SqlName.literal("s3://" + objects.bucket() + "/" + key),
                    iamRole.equalsIgnoreCase("default") ? "default" : SqlName.literal(iamRole))
            + " DATEFORMAT 'auto' TIMEFORMAT 'auto' NULL AS '\\N'");
    session.commit();
    objects.delete(key);
  }

  private void await() {
    if (copying == null) {
      return;
    }
    Future<?> running = copying;
    copying = null;
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

  /** Padded: a key that another one begins with would be copied with it. */
  private String key(int chunk) {
    return prefix + "%06d.txt".formatted(chunk);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "spectra-ingest-copy");
    thread.setDaemon(true);
    return thread;
  }
}
