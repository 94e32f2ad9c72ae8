package io.spectra.local.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Reads the objects of one COPY from S3, one after the other, each asked for while the one before
 * it is read. {@link #cancel} may come on any thread.
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
  private Future<ResponseInputStream<GetObjectResponse>> next;
  private ResponseInputStream<GetObjectResponse> open;

  LoadRun(Load load, S3Client client, S3Calls calls) {
    this.load = load;
    this.client = client;
    this.calls = calls;
  }

  /** Passes all rows on; the last line of each object gets a line end if it has none. */
  void run(Sink sink) throws IOException {
    Iterator<S3Location> objects = (load.manifest() ? listed() : found()).iterator();
    ask(objects);
    try {
      while (next != null) {
        try (ResponseInputStream<GetObjectResponse> object = opened()) {
          ask(objects);
          if (!copy(object, sink)) {
            object.abort();
            return;
          }
        }
      }
    } finally {
      giveUpNext();
    }
  }

  synchronized void cancel() {
    cancelled = true;
    calls.cancel();
    if (open != null) {
      open.abort();
    }
  }

  /** The objects that the manifest lists (Redshift's manual, "Using a manifest"). */
  private List<S3Location> listed() throws IOException {
    S3Location at = load.prefix();
    byte[] manifest =
        calls
            .await(() -> client.getObjectAsBytes(get -> get.bucket(at.bucket()).key(at.key())))
            .asByteArray();
    List<S3Location> objects = new ArrayList<>();
    for (JsonNode entry : new ObjectMapper().readTree(manifest).path("entries")) {
      objects.add(S3Location.of(entry.path("url").asText()));
    }
    return objects;
  }

  private List<S3Location> found() throws IOException {
    S3Location prefix = load.prefix();
    List<S3Location> keys =
        calls.await(
            () ->
                client
                    .listObjectsV2Paginator(
                        list -> list.bucket(prefix.bucket()).prefix(prefix.key()))
                    .contents()
                    .stream()
                    .map(object -> new S3Location(prefix.bucket(), object.key()))
                    .toList());
    if (keys.isEmpty()) {
      throw new TransferException(TransferFailure.missing(prefix));
    }
    return keys;
  }

  private void ask(Iterator<S3Location> objects) throws TransferException {
    next = null;
    if (objects.hasNext()) {
      S3Location at = objects.next();
      next = calls.begin(() -> client.getObject(get -> get.bucket(at.bucket()).key(at.key())));
    }
  }

  /** The object that was asked for and that nobody will read: its connection is given back. */
  private void giveUpNext() {
    if (next != null && !next.cancel(true)) {
      try {
        calls.result(next).abort();
      } catch (IOException e) {
        // Then nothing is open.
      }
    }
  }

  private ResponseInputStream<GetObjectResponse> opened() throws IOException {
    var object = calls.result(next);
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
