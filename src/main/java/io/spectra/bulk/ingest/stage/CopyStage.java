package io.spectra.bulk.ingest.stage;

import io.spectra.bulk.ingest.read.RawFields;
import io.spectra.bulk.ingest.table.SqlName;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.storage.Bucket;
import io.spectra.storage.ObjectQueue;
import io.spectra.storage.ObjectSpec;
import io.spectra.warehouse.WritingSession;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Stages by COPY: records go to S3 in many objects of one size, and whenever the warehouse is idle
 * it copies all that are there, side by side, while the next ones are written. The session works on
 * another thread until {@link #finish()}.
 */
final class CopyStage implements ByteStage {
  /** The warehouse is not to wait long for the first one; later ones are twice as large each. */
  private static final int FIRST_OBJECT_BYTES = 1 << 20;

  private static final Logger LOG = Logger.getLogger(CopyStage.class);
  private static final byte[] NOTHING = {};

  private final WritingSession session;
  private final ObjectQueue queue;
  private final ObjectQueue manifests;
  private final Bucket bucket;
  private final String prefix;
  private final String iamRole;
  private final int objectBytes;
  private final int columns;
  private final Landing landing;
  private final StageText text;
  private final ExecutorService copier = Executors.newSingleThreadExecutor(CopyStage::thread);
  private Future<?> copying;
  private final Deque<Sent> sent = new ArrayDeque<>();
  private final Set<String> left = new LinkedHashSet<>();
  private int objects;
  private int batches;
  private Batch copied;
  private int fullAt;

  /**
   * @param queue by which objects go
   * @param manifests by which their lists go, as the warehouse waits for these
   * @param prefix where objects lie; of this stage alone
   * @param iamRole the role by which the warehouse reads S3
   * @param objectBytes the size of an object, but for that of one more record
   * @param landing what becomes of each batch in the staging table
   */
  CopyStage(
      WritingSession session,
      ObjectQueue queue,
      ObjectQueue manifests,
      Bucket bucket,
      String prefix,
      String iamRole,
      int objectBytes,
      Layout layout,
      Landing landing) {
    this.session = session;
    this.queue = queue;
    this.manifests = manifests;
    this.bucket = bucket;
    this.prefix = prefix;
    this.iamRole = iamRole;
    this.objectBytes = objectBytes;
    this.columns = layout.columns().size();
    this.landing = landing;
    fullAt = Math.min(objectBytes, FIRST_OBJECT_BYTES);
    text = new StageText(layout);
    text.begin(queue.buffer());
  }

  @Override
  public void add(long number, String given, String[] values) {
    text.add(number, given, values, columns);
    added();
  }

  @Override
  public void add(long number, RawFields record, int[] order) {
    text.add(number, record, order);
    added();
  }

  @Override
  public void finish() {
    if (text.size() > 0) {
      send();
    }
    if (!sent.isEmpty()) {
      copy(List.copyOf(sent));
      sent.clear();
    }
    await();
    queue.close();
    manifests.close();
    text.begin(NOTHING);
  }

  @Override
  public void close() {
    copier.shutdown();
    if (copying != null) {
      session.cancel();
      try {
        await();
      } catch (RuntimeException e) {
        // Whoever closes early knows why; what the landing found out is of no use any more.
        LOG.debug("the last batch was given up", e);
      }
    }
    queue.close();
    manifests.close();
    try {
      bucket.delete(List.copyOf(left));
    } catch (Failure e) {
      LOG.infof("%s is left for the sweep: %s", prefix, e.code());
    }
  }

  /** An object on its way to the bucket, or there. */
  private record Sent(String key, Future<?> stored) {}

  /** Objects that are copied together, as the manifest lists them. */
  private final class Batch {
    private final List<Sent> objects;
    private final String manifest;
    private final Future<?> listed;

    private Batch(List<Sent> objects) {
      this.objects = List.copyOf(objects);
      manifest = prefix + "%06d.manifest".formatted(++batches);
      left.add(manifest);
      byte[] list = Manifest.of(objects.stream().map(each -> bucket.url(each.key())).toList());
      listed = manifests.send(new ObjectSpec(manifest, "application/json"), list, list.length);
    }

    private void copy() {
      objects.forEach(each -> CopyStage.await(each.stored()));
      CopyStage.await(listed);
      session.execute(
          "COPY %s FROM %s IAM_ROLE %s MANIFEST DELIMITER '|' ESCAPE"
                  .formatted(
                      Layout.TABLE,
                      SqlName.literal(bucket.url(manifest)),
                      iamRole.equalsIgnoreCase("default") ? "default" : SqlName.literal(iamRole))
              + " DATEFORMAT 'auto' TIMEFORMAT 'auto' NULL AS '\\N'");
    }

    private List<String> keys() {
      return Stream.concat(objects.stream().map(Sent::key), Stream.of(manifest)).toList();
    }
  }

  private void added() {
    if (text.size() >= fullAt) {
      send();
      fullAt = Math.min(objectBytes, 2 * fullAt);
    }
    if (!sent.isEmpty() && sent.getFirst().stored().isDone() && idle()) {
      copy(stored());
    }
  }

  private boolean idle() {
    return copying == null || copying.isDone();
  }

  private void send() {
    String key = prefix + "%06d.txt".formatted(++objects);
    left.add(key);
    Future<?> stored = queue.send(new ObjectSpec(key, "text/plain"), text.bytes(), text.size());
    sent.addLast(new Sent(key, stored));
    landing.sent();
    text.begin(queue.buffer());
  }

  /** Those that the warehouse need not wait for, in order. */
  private List<Sent> stored() {
    List<Sent> there = new ArrayList<>();
    while (!sent.isEmpty() && sent.getFirst().stored().isDone()) {
      there.add(sent.removeFirst());
    }
    return there;
  }

  private void copy(List<Sent> next) {
    await();
    Batch batch = new Batch(next);
    copying = copier.submit(landing.of(next.size(), batch::copy));
    // The warehouse does not wait for that; what is left in the end goes all at once.
    if (copied != null) {
      bucket.delete(copied.keys());
      copied.keys().forEach(left::remove);
    }
    copied = batch;
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
