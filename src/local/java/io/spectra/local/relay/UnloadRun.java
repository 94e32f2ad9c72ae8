package io.spectra.local.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Writes the rows of one UNLOAD to S3. No rows, no object. Rows come on one thread; {@link #cancel}
 * may come on any.
 */
final class UnloadRun implements AutoCloseable {
  /** Rows that a slice has before the next one has some. */
  private static final long SLICE_ROWS = 1_000;

  private final Unload unload;
  private final S3Client client;
  private final S3Calls calls;
  private final UnloadTypes types;
  private final UnloadHistory history;
  private final List<UnloadFile> files = new ArrayList<>();
  private final UnloadFile[] current = new UnloadFile[Unload.SLICES];
  private final int[] numbers = new int[Unload.SLICES];
  private long rows;
  private byte[] headerRow;

  UnloadRun(
      Unload unload, S3Client client, S3Calls calls, UnloadTypes types, UnloadHistory history) {
    this.unload = unload;
    this.client = client;
    this.calls = calls;
    this.types = types;
    this.history = history;
  }

  /** Refuses a destination at which objects lie already, unless they may be overwritten. */
  void begin() throws IOException {
    S3Location prefix = unload.prefix();
    boolean taken =
        !unload.overwrite()
            && calls.await(
                () ->
                    client
                        .listObjectsV2(
                            list -> list.bucket(prefix.bucket()).prefix(prefix.key()).maxKeys(1))
                        .hasContents());
    if (taken) {
      throw new TransferException(TransferFailure.notEmpty());
    }
  }

  /** Takes one row, with the line end that belongs to it. */
  void row(byte[] row) throws IOException {
    if (unload.files().header() && headerRow == null) {
      headerRow = row;
      return;
    }
    int slice = unload.parallel() ? (int) (rows / SLICE_ROWS % Unload.SLICES) : 0;
    rows++;
    file(slice, row.length).row(row);
    if (rows % SLICE_ROWS == 0) {
      history.running(rows, bytes(), files.size());
    }
  }

  private long bytes() {
    return files.stream().mapToLong(UnloadFile::objectSize).sum();
  }

  /** Makes all objects visible, the manifest last. */
  void complete() throws IOException {
    for (UnloadFile file : current) {
      if (file != null) {
        file.finish();
      }
    }
    for (UnloadFile file : files) {
      file.complete();
    }
    if (unload.manifest() && !files.isEmpty()) {
      writeManifest();
    }
    history.ended("completed", rows, bytes(), files.size());
  }

  void cancel() {
    calls.cancel();
  }

  /** Drops what has not been completed. */
  @Override
  public void close() {
    history.ended("aborted", rows, bytes(), files.size());
    files.forEach(UnloadFile::close);
  }

  private UnloadFile file(int slice, int length) throws IOException {
    UnloadFile file = current[slice];
    if (file != null && file.size() + length <= unload.maxFileBytes()) {
      return file;
    }
    if (file != null) {
      file.finish();
    }
    S3Location location = unload.object(slice, numbers[slice]++);
    file =
        new UnloadFile(
            unload.files(), location, new MultipartObject(client, calls, location), types);
    files.add(file);
    current[slice] = file;
    if (headerRow != null) {
      file.row(headerRow);
    }
    return file;
  }

  private void writeManifest() throws IOException {
    S3Location location = unload.manifestObject();
    byte[] json = UnloadManifest.of(files).getBytes(StandardCharsets.UTF_8);
    calls.await(
        () ->
            client.putObject(
                put -> put.bucket(location.bucket()).key(location.key()),
                RequestBody.fromBytes(json)));
  }
}
