package io.spectra.local.relay;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Reads the objects of one COPY from S3, one after the other. {@link #cancel} may come on any
 * thread.
 */
final class LoadRun {
  private static final int CHUNK_BYTES = 64 * 1024;

  /** Where the rows go. */
  interface Sink {
    /**
     * @return whether more is wanted
     */
    boolean take(byte[] chunk, int length) throws IOException;
  }

  private final Load load;
  private final S3Client client;
  private final S3Calls calls;
  private boolean cancelled;
  private ResponseInputStream<GetObjectResponse> open;

  LoadRun(Load load, S3Client client, S3Calls calls) {
    this.load = load;
    this.client = client;
    this.calls = calls;
  }

  /** Passes all rows on; the last line of each object gets a line end if it has none. */
  void run(Sink sink) throws IOException {
    for (String key : keys()) {
      try (ResponseInputStream<GetObjectResponse> object = open(key)) {
        boolean more = copy(object, sink);
        if (!more) {
          object.abort();
          return;
        }
      }
    }
  }

  synchronized void cancel() {
    cancelled = true;
    calls.cancel();
    if (open != null) {
      open.abort();
    }
  }

  private List<String> keys() throws IOException {
    S3Location prefix = load.prefix();
    List<String> keys =
        calls.await(
            () ->
                client
                    .listObjectsV2Paginator(
                        list -> list.bucket(prefix.bucket()).prefix(prefix.key()))
                    .contents()
                    .stream()
                    .map(S3Object::key)
                    .toList());
    if (keys.isEmpty()) {
      throw new TransferException(TransferFailure.missing(prefix));
    }
    return keys;
  }

  private ResponseInputStream<GetObjectResponse> open(String key) throws IOException {
    var object =
        calls.await(() -> client.getObject(get -> get.bucket(load.prefix().bucket()).key(key)));
    synchronized (this) {
      open = object;
      if (cancelled) {
        object.abort();
        throw new TransferException(TransferFailure.cancelled());
      }
    }
    return object;
  }

  private boolean copy(InputStream object, Sink sink) throws IOException {
    InputStream rows =
        load.gzip()
            ? new GZIPInputStream(object, CHUNK_BYTES)
            : new BufferedInputStream(object, CHUNK_BYTES);
    skipLines(rows);
    byte[] chunk = new byte[CHUNK_BYTES];
    byte last = '\n';
    for (int length = rows.read(chunk); length > 0; length = rows.read(chunk)) {
      if (!sink.take(chunk, length)) {
        return false;
      }
      last = chunk[length - 1];
    }
    return last == '\n' || sink.take(new byte[] {'\n'}, 1);
  }

  private void skipLines(InputStream rows) throws IOException {
    for (int line = 0; line < load.skipLines(); line++) {
      int unit = rows.read();
      while (unit >= 0 && unit != '\n') {
        unit = rows.read();
      }
    }
  }
}
