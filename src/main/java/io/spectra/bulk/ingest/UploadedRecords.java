package io.spectra.bulk.ingest;

import io.spectra.bulk.ingest.read.ByteLimit;
import io.spectra.bulk.ingest.read.FileRefused;
import io.spectra.bulk.ingest.read.ParquetRoom;
import io.spectra.bulk.ingest.read.RecordSource;
import io.spectra.bulk.ingest.read.RecordSources;
import io.spectra.bulk.ingest.read.StoredFile;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.ContentType;
import io.spectra.job.Job;
import io.spectra.job.UploadedPart;
import io.spectra.storage.StoredObjects;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * All records of a job, part after part, exactly as they were uploaded. Belongs to one thread, but
 * for {@link #stop()}.
 */
final class UploadedRecords implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(UploadedRecords.class);

  private final StoredObjects objects;
  private final IngestConfig config;
  private final ParquetRoom room;
  private final Job job;
  private final Predicate<String> takesJson;
  private final ByteLimit limit;
  private int part;
  private long bytes;
  private long number;
  private RecordSource source;
  private List<String> header;
  private volatile Runnable abort = () -> {};
  private volatile boolean stopped;

  /**
   * @param takesJson whether a column holds JSON, by the name that the file gives it
   */
  UploadedRecords(
      StoredObjects objects,
      IngestConfig config,
      ParquetRoom room,
      Job job,
      Predicate<String> takesJson) {
    this.objects = objects;
    this.config = config;
    this.room = room;
    this.job = job;
    this.takesJson = takesJson;
    this.limit = new ByteLimit(config.maxUnpackedSize().asLongValue());
  }

  /** The columns as the files name them; of JSON those that were met so far. */
  List<String> columns() {
    return reading(
        () -> {
          if (source == null) {
            open();
          }
          return source.columns();
        });
  }

  /** The columns that the first part names. */
  List<String> columnsOfFirst() {
    return header == null ? List.of() : header;
  }

  /** Goes to the next record; false behind the last of the last part. */
  boolean next() {
    return reading(
        () -> {
          while (true) {
            if (source == null && (part == job.load().parts().size() || !open())) {
              return false;
            }
            if (source.next()) {
              number++;
              return true;
            }
            close();
          }
        });
  }

  /** The number of the current record, from 1, over all parts. */
  long number() {
    return number;
  }

  /** The current record. */
  RecordSource record() {
    return source;
  }

  /** Bytes read so far, as they were uploaded. */
  long bytes() {
    return bytes;
  }

  /** Ends a read that waits for the storage, from any thread. */
  void stop() {
    stopped = true;
    abort.run();
  }

  @Override
  public void close() {
    // What was not read is given up: reading it to its end could take long.
    abort.run();
    RecordSource done = source;
    source = null;
    try {
      if (done != null) {
        done.close();
      }
    } catch (IOException | SdkException e) {
      LOG.debugf(e, "an uploaded file of %s did not close", job.id());
    }
  }

  private boolean open() throws IOException {
    UploadedPart next = job.load().parts().get(part);
    part++;
    var object =
        new StoredObjects.Stored(next.key(), next.etag(), next.version(), next.sizeBytes());
    source = source(object);
    if (header != null && !header.equals(source.columns()) && !source.columns().isEmpty()) {
      throw FileRefused.because("Part %d has another header than part 1.".formatted(part));
    }
    header = header == null ? new ArrayList<>(source.columns()) : header;
    return true;
  }

  private RecordSource source(StoredObjects.Stored object) throws IOException {
    if (job.contentType() == ContentType.PARQUET) {
      return RecordSources.parquet(new Stored(object), room, limit, () -> stopped);
    }
    return RecordSources.text(
        new Counted(read(object, 0)),
        job.contentType(),
        job.compression(),
        config,
        limit,
        takesJson);
  }

  /** The bytes from a place on; closing gives up what was not read. */
  private InputStream read(StoredObjects.Stored object, long from) {
    try {
      var stream = objects.read(object, from, -1);
      abort = stream::abort;
      if (stopped) {
        abort.run();
      }
      return new FilterInputStream(stream) {
        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
          return in.read(to, offset, length);
        }

        @Override
        public void close() {
          stream.abort();
        }
      };
    } catch (Failure e) {
      if (e.code() == ErrorCode.CONFLICT) {
        throw FileRefused.because(
                "The uploaded file is not what it was when the job was started: it was uploaded"
                    + " again or removed. Create another job for the new file.")
            .causedBy(e);
      }
      throw e;
    }
  }

  private final class Stored implements StoredFile {
    private final StoredObjects.Stored object;

    private Stored(StoredObjects.Stored object) {
      this.object = object;
    }

    @Override
    public long size() {
      return object.sizeBytes();
    }

    @Override
    public InputStream from(long position) {
      return new Counted(read(object, position));
    }
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private static <T> T reading(Reading<T> reading) {
    try {
      return reading.read();
    } catch (IOException | SdkException e) {
      throw Failure.of(ErrorCode.UNAVAILABLE, "The uploaded file could not be read now.")
          .causedBy(e);
    }
  }

  private final class Counted extends FilterInputStream {
    private Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      bytes += one < 0 ? 0 : 1;
      return one;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int some = super.read(to, offset, length);
      bytes += Math.max(0, some);
      return some;
    }
  }
}
