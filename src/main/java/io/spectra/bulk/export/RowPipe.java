package io.spectra.bulk.export;

import io.spectra.bulk.format.RowFormat;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.storage.ObjectUpload;
import io.spectra.warehouse.BatchRow;
import io.spectra.warehouse.Column;
import io.spectra.warehouse.RowBatch;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Takes rows from the thread that reads the warehouse to one that writes the file: while the
 * warehouse works on the next rows, the last ones become bytes. A few batches are on the way at a
 * time, however many rows there are. Belongs to the thread that reads.
 */
final class RowPipe implements AutoCloseable {
  private static final int BATCHES = 2;
  private static final long PATIENCE_MILLIS = 100;

  private final BlockingQueue<Optional<RowBatch>> batches = new ArrayBlockingQueue<>(BATCHES);
  private final ObjectUpload upload;
  private final Future<Void> writer;

  /**
   * @param upload takes the bytes; the thread that writes alone may write to it until this is
   *     closed
   */
  RowPipe(RowFormat format, List<Column> columns, ObjectUpload upload, ExecutorService threads) {
    this.upload = upload;
    this.writer = threads.submit(() -> write(format, columns));
  }

  /**
   * Takes rows.
   *
   * @throws Failure what made writing fail
   */
  void put(RowBatch batch) {
    pass(Optional.of(batch));
  }

  /** Waits until every row is in the file; throws like {@link #put}. */
  void finish() {
    pass(Optional.empty());
    result();
  }

  /** Ends the writing, wherever it is, and waits until it has ended. */
  @Override
  public void close() {
    if (writer.isDone()) {
      return;
    }
    upload.stop();
    batches.clear();
    batches.add(Optional.empty());
    try {
      result();
    } catch (Failure alreadyToldByTheReader) {
      // Whoever closes early does so for a reason of its own.
    }
  }

  private void pass(Optional<RowBatch> next) {
    try {
      while (!batches.offer(next, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        if (writer.isDone()) {
          result();
        }
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void result() {
    try {
      writer.get();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private Void write(RowFormat format, List<Column> names)
      throws IOException, InterruptedException {
    RowFormat.RowWriter file = format.open(names, upload);
    for (var next = batches.take(); next.isPresent(); next = batches.take()) {
      for (BatchRow row = next.get().rows(); row.next(); ) {
        file.write(row);
      }
    }
    file.finish();
    return null;
  }

  private static Failure failure(Throwable cause) {
    return cause instanceof Failure failure
        ? failure
        : Failure.of(ErrorCode.INTERNAL_ERROR, "The file could not be written.").causedBy(cause);
  }

  private static Failure interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return Failure.of(ErrorCode.UNAVAILABLE, "The export was interrupted.").causedBy(e);
  }
}
