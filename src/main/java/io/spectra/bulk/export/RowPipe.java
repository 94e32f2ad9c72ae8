package io.spectra.bulk.export;

import io.spectra.bulk.format.RowFormat;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.storage.ObjectUpload;
import io.spectra.warehouse.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
  private static final int BATCH_ROWS = 1_000;
  private static final int BATCH_BYTES = 512 << 10;
  private static final int BATCHES = 3;
  private static final long PATIENCE_MILLIS = 100;
  private static final List<byte[][]> END = List.of();

  private final BlockingQueue<List<byte[][]>> batches = new ArrayBlockingQueue<>(BATCHES);
  private final int columns;
  private final ObjectUpload upload;
  private final Future<Void> writer;
  private List<byte[][]> batch = new ArrayList<>(BATCH_ROWS);
  private long batchBytes;

  /**
   * @param upload takes the bytes; the thread that writes alone may write to it until this is
   *     closed
   */
  RowPipe(RowFormat format, List<Column> columns, ObjectUpload upload, ExecutorService threads) {
    this.columns = columns.size();
    this.upload = upload;
    this.writer = threads.submit(() -> write(format, columns));
  }

  /**
   * Takes a row.
   *
   * @throws Failure what made writing fail
   */
  void put(RowFormat.Cells row) {
    byte[][] cells = new byte[columns][];
    for (int i = 0; i < columns; i++) {
      cells[i] = row.bytes(i + 1);
      batchBytes += cells[i] == null ? 0 : cells[i].length;
    }
    batch.add(cells);
    if (batch.size() == BATCH_ROWS || batchBytes > BATCH_BYTES) {
      pass(batch);
      batch = new ArrayList<>(BATCH_ROWS);
      batchBytes = 0;
    }
  }

  /** Waits until every row is in the file; throws like {@link #put}. */
  void finish() {
    if (!batch.isEmpty()) {
      pass(batch);
    }
    pass(END);
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
    batches.add(END);
    try {
      result();
    } catch (Failure alreadyToldByTheReader) {
      // Whoever closes early does so for a reason of its own.
    }
  }

  private void pass(List<byte[][]> full) {
    try {
      while (!batches.offer(full, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
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
    for (List<byte[][]> next = batches.take(); next != END; next = batches.take()) {
      for (byte[][] row : next) {
        file.write(index -> row[index - 1]);
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
