package io.spectra.bulk.ingest;

import io.spectra.bulk.ingest.apply.LoadSql;
import io.spectra.bulk.ingest.cast.Rejection;
import io.spectra.bulk.ingest.read.FileRefused;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Attempt;
import io.spectra.job.Job;
import io.spectra.job.JobResult;
import io.spectra.storage.ObjectSpec;
import io.spectra.storage.ObjectUpload;
import io.spectra.storage.Uploads;
import io.spectra.warehouse.Rows;
import io.spectra.warehouse.WarehouseErrors;
import io.spectra.warehouse.WritingSession;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.ExchangeProperty;
import org.jboss.logging.Logger;

/**
 * The third step of a load, one transaction: lock, see whether it took effect before, reject what
 * the table does not take, write the rejected records, apply the rest, note that in the control
 * table, commit. A crash at any point leaves all of it or nothing.
 */
@Singleton
@Named("ingestApply")
public class IngestApply {
  private static final Logger LOG = Logger.getLogger(IngestApply.class);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final IngestStage stage;
  private final Uploads uploads;
  private final IngestConfig config;
  private final AppliedLoads applied;

  public IngestApply(IngestStage stage, Uploads uploads, IngestConfig config) {
    this.stage = stage;
    this.uploads = uploads;
    this.config = config;
    this.applied = new AppliedLoads(config);
  }

  /**
   * Does nothing for a load that took effect before; else leaves its result in the loading.
   *
   * @throws Failure where nothing was applied, or where {@link Loading#maybeCommitted()}
   */
  public void apply(@ExchangeProperty(IngestPorts.LOADING) Loading loading)
      throws InterruptedException {
    for (int tries = 1; loading.result().isEmpty(); tries++) {
      try {
        once(loading, tries);
      } catch (Failure e) {
        boolean again = WarehouseErrors.collided(e) && tries < config.collisions();
        if (!again) {
          throw e;
        }
        LOG.infof("load of %s collided with another change, try %d", loading.job().id(), tries);
        loading.commits(false);
        loading.session().rollback();
        if (loading.staged().inserted()) {
          // The records are gone with the transaction.
          stage.again(loading);
        }
        Thread.sleep(tries * (PAUSE.toMillis() + ThreadLocalRandom.current().nextInt(100)));
      }
    }
  }

  private void once(Loading loading, int tries) {
    WritingSession session = loading.session();
    Job job = loading.job();
    if (!loading.staged().inserted() && tookEffect(loading)) {
      return;
    }
    Loading.Staged staged = loading.staged();
    LoadSql sql = loading.sql(staged.layout(), staged.present(), staged.differs());
    long rejected =
        staged.inserted()
            ? 0
            : new TableChecks(session, sql, job.operation(), loading.key(), staged.keys()).reject();
    loading.times().ended("check");
    long failed = staged.rejected() + rejected;
    checkLimit(job, failed);
    String failedKey = writeRejected(loading, rejected, tries);
    loading.times().ended("rejects");
    if (!staged.inserted()) {
      change(loading, sql, staged.passed() - rejected);
    }
    loading.times().ended("change");
    JobResult result = AppliedLoads.result(staged.passed() - rejected, failed, failedKey);
    applied.add(session, loading.lease().attempt(), result);
    loading.lease().progress(result.processed(), failed, staged.bytes());
    // From here on no abort is accepted; one that was accepted before is heard here.
    loading.lease().seal();
    loading.commits(true);
    session.commit();
    loading.result(result);
    loading.times().ended("commit");
    loading.times().log(job.id(), staged.passed());
  }

  /** Takes the lock, and looks whether an earlier attempt was there. */
  private boolean tookEffect(Loading loading) {
    WritingSession session = loading.session();
    applied.lock(session, loading.tenant(), loading.target().sqlName());
    loading.times().ended("lock");
    var before = applied.find(session, loading.job().id());
    if (before.isPresent()) {
      session.rollback();
      loading.result(before.get());
    }
    return before.isPresent();
  }

  private static void change(Loading loading, LoadSql sql, long records) {
    if (records > 0) {
      sql.changes(loading.job().operation(), loading.key()).forEach(loading.session()::execute);
    }
  }

  private static void checkLimit(Job job, long failed) {
    Long limit = job.load().errorLimit();
    if (limit != null && failed > limit) {
      throw FileRefused.because(
          "%d records were rejected, more than the job's error_limit of %d."
              .formatted(failed, limit));
    }
  }

  /** Reads the files once more where records were rejected, as these are kept as they were sent. */
  private String writeRejected(Loading loading, long byTable, int tries) {
    Job job = loading.job();
    Attempt attempt = loading.lease().attempt();
    Loading.Staged staged = loading.staged();
    String key =
        "exports/%s/%s/%d/%s-failed-%s%s.csv"
            .formatted(
                attempt.tenant(),
                attempt.job(),
                attempt.number(),
                job.object(),
                job.id(),
                tries == 1 ? "" : "-" + tries);
    loading.rejects().clear();
    try (ObjectUpload upload = uploads.open(new ObjectSpec(key, "text/csv; charset=utf-8"))) {
      RejectFile file =
          new RejectFile(
              job, upload, staged.columns(), loading.rejects(), config.publishedRejects());
      if (staged.rejected() + byTable > 0) {
        copyRejected(loading, file, byTable);
      }
      if (file.finish() != staged.rejected() + byTable) {
        throw Failure.of(ErrorCode.INTERNAL_ERROR, "The rejected records could not be found.");
      }
      upload.complete();
      return key;
    } catch (IOException e) {
      throw Failure.of(ErrorCode.INTERNAL_ERROR, "The rejected records could not be written.")
          .causedBy(e);
    }
  }

  private void copyRejected(Loading loading, RejectFile file, long byTable) {
    Loading.Staged staged = loading.staged();
    SourcePlaces places = new SourcePlaces(loading.header(), staged.layout());
    RecordCheck check = loading.check(staged.layout());
    try (UploadedRecords records = stage.records(loading);
        TableRejects rejects = new TableRejects(loading.session(), byTable)) {
      loading.lease().onLost(records::stop);
      records.columns();
      while (records.next()) {
        if (records.number() % 1_000 == 0) {
          LoadProgress.check(loading.lease());
        }
        try {
          Loading.judge(records.record(), places, check);
          if (rejects.next() == records.number()) {
            file.add(records.number(), records.record(), rejects.code(), rejects.reason());
            rejects.taken();
          }
        } catch (Rejection e) {
          file.add(records.number(), records.record(), e.code().name(), e.getMessage());
        }
      }
    }
  }

  /** What the table rejects, by record number, fetched as it is needed. */
  private static final class TableRejects implements AutoCloseable {
    private final Rows rows;
    private boolean fetched;
    private long next = Long.MAX_VALUE;

    private TableRejects(WritingSession session, long count) {
      rows = count == 0 ? null : session.query(LoadSql.LIST_REJECTED);
      fetched = count == 0;
    }

    /** The number of the next record that the table rejects, the greatest there is for none. */
    long next() {
      if (!fetched) {
        fetched = true;
        next = rows.next() ? Long.parseLong(rows.text(1)) : Long.MAX_VALUE;
      }
      return next;
    }

    String code() {
      return rows.text(2);
    }

    String reason() {
      return rows.text(3);
    }

    void taken() {
      fetched = false;
    }

    @Override
    public void close() {
      if (rows != null) {
        rows.close();
      }
    }
  }
}
