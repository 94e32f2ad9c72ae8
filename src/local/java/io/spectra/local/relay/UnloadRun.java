package io.spectra.local.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Writes the rows of one UNLOAD to S3. No rows, no object. Rows come on one thread; {@link #cancel}
 * may come on any.
 */
final class UnloadRun implements AutoCloseable {
  private static final int GZIP_BUFFER_BYTES = 64 * 1024;

  private final Unload unload;
  private final S3Client client;
  private final S3Calls calls;
  private final List<MultipartObject> objects = new ArrayList<>();
  private OutputStream current;
  private long currentBytes;
  private byte[] headerRow;

  UnloadRun(Unload unload, S3Client client, S3Calls calls) {
    this.unload = unload;
    this.client = client;
    this.calls = calls;
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
    if (unload.header() && headerRow == null) {
      headerRow = row;
      return;
    }
    if (current == null || currentBytes + row.length > unload.maxFileBytes()) {
      beginObject();
    }
    current.write(row);
    currentBytes += row.length;
  }

  /** Makes all objects visible. */
  void complete() throws IOException {
    finishCurrent();
    for (MultipartObject object : objects) {
      object.complete();
    }
  }

  void cancel() {
    calls.cancel();
  }

  /** Drops what has not been completed. */
  @Override
  public void close() {
    objects.forEach(MultipartObject::close);
  }

  private void beginObject() throws IOException {
    finishCurrent();
    var object = new MultipartObject(client, calls, unload.object(objects.size()));
    objects.add(object);
    current = unload.gzip() ? new GZIPOutputStream(object, GZIP_BUFFER_BYTES) : object;
    currentBytes = 0;
    if (headerRow != null) {
      current.write(headerRow);
    }
  }

  private void finishCurrent() throws IOException {
    if (current instanceof GZIPOutputStream gzip) {
      gzip.finish();
    }
    if (current != null) {
      objects.get(objects.size() - 1).finish();
    }
  }
}
