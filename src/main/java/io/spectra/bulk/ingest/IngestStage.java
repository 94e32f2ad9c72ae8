package io.spectra.bulk.ingest;

import io.spectra.bulk.ingest.cast.Rejection;
import io.spectra.bulk.ingest.read.FileRefused;
import io.spectra.bulk.ingest.read.ParquetRoom;
import io.spectra.bulk.ingest.read.RawFields;
import io.spectra.bulk.ingest.stage.ByteStage;
import io.spectra.bulk.ingest.stage.Landing;
import io.spectra.bulk.ingest.stage.Layout;
import io.spectra.bulk.ingest.stage.Stage;
import io.spectra.bulk.ingest.stage.Stages;
import io.spectra.bulk.ingest.table.TableColumn;
import io.spectra.failure.Failure;
import io.spectra.job.ContentType;
import io.spectra.job.Job;
import io.spectra.job.Operation;
import io.spectra.storage.StoredObjects;
import io.spectra.warehouse.ColumnType;
import io.spectra.warehouse.WarehouseErrors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.ExchangeProperty;

/**
 * The second step of a load: every record of the uploaded files is judged, and those that pass go
 * into the session's staging table. Memory does not grow with the files.
 */
@Singleton
@Named("ingestStage")
public class IngestStage {
  private static final int SHOWN = 3;

  private final StoredObjects objects;
  private final Stages stages;
  private final IngestConfig config;
  private final ParquetRoom room;
  private final AppliedLoads applied;

  public IngestStage(StoredObjects objects, Stages stages, IngestConfig config) {
    this.objects = objects;
    this.stages = stages;
    this.config = config;
    this.room = ParquetRoom.of(config);
    this.applied = new AppliedLoads(config);
  }

  /**
   * Does nothing for a load that took effect before.
   *
   * @throws io.spectra.failure.Failure {@code INVALID_REQUEST} for a reason of the whole file
   */
  public void stage(@ExchangeProperty(IngestPorts.LOADING) Loading loading) {
    if (loading.result().isPresent()) {
      return;
    }
    try {
      pass(loading, InsertAhead.pays(loading.job(), config) && stages.copies());
    } catch (InsertAhead.NotPossibleException e) {
      again(loading);
    } catch (Failure e) {
      if (!WarehouseErrors.collided(e)) {
        throw e;
      }
      again(loading);
    }
  }

  /** Stages all records anew, after what was inserted ahead had to be undone. */
  void again(Loading loading) {
    loading.holds(null);
    loading.session().rollback();
    loading.session().execute("DROP TABLE " + Layout.TABLE);
    loading.times().ended("undone");
    pass(loading, false);
  }

  private void pass(Loading loading, boolean ahead) {
    try (UploadedRecords records = records(loading)) {
      loading.lease().onLost(records::stop);
      Layout layout = layout(loading, records);
      KeyOrder keys = new KeyOrder(layout, loading.key());
      if (ahead && InsertAhead.possible(loading, layout, keys)) {
        layout = layout.unnumbered();
      }
      Landing landing =
          layout.numbered()
              ? Landing.committed(loading.session())
              : new InsertAhead(loading, layout, keys, applied);
      Stage stage =
          stages.open(
              loading.session(), loading.lease().attempt(), loading.target(), layout, landing);
      // What it leaves in S3 goes when the load is over: nobody is to wait for that.
      loading.holds(stage);
      Run run = new Run(loading, layout, records, stage, keys);
      run.all();
      loading.staged(run.staged());
    }
    loading.times().ended("stage");
    if (!loading.staged().inserted() && TableChecks.joins(loading)) {
      loading.session().execute("ANALYZE " + Layout.TABLE);
      loading.session().commit();
      loading.times().ended("analyze");
    }
  }

  /** The records of a load, from the first one on. */
  UploadedRecords records(Loading loading) {
    FileHeader header = loading.header();
    return new UploadedRecords(
        objects,
        config,
        room,
        loading.job(),
        name -> header.column(name).type() == ColumnType.SUPER);
  }

  private static Layout layout(Loading loading, UploadedRecords records) {
    Job job = loading.job();
    boolean sparse = job.contentType() == ContentType.JSON;
    List<TableColumn> columns =
        sparse
            ? loading.target().columns().stream()
                .filter(column -> column.loadable() && !column.generated())
                .toList()
            : loading.header().columns(records.columns());
    return new Layout(
        job.operation() == Operation.DELETE
            ? columns.stream().filter(column -> loading.key().contains(column.name())).toList()
            : columns,
        sparse,
        true);
  }

  /** One pass over all records. */
  private final class Run {
    private final Loading loading;
    private final Layout layout;
    private final UploadedRecords records;
    private final Stage stage;

    /** The same where it takes bytes, else null. */
    private final ByteStage bytes;

    private final SourcePlaces places;
    private final RecordCheck check;
    private final PlainLane lane;
    private final KeyOrder keys;
    private final LoadProgress progress;
    private final long errorLimit;
    private final List<String> firstRejections = new ArrayList<>();
    private final long[] given;
    private final Set<String> names = new LinkedHashSet<>();

    private Run(
        Loading loading, Layout layout, UploadedRecords records, Stage stage, KeyOrder keys) {
      this.loading = loading;
      this.layout = layout;
      this.records = records;
      this.stage = stage;
      bytes = stage instanceof ByteStage takes ? takes : null;
      places = new SourcePlaces(loading.header(), layout);
      check = loading.check(layout);
      lane = new PlainLane(layout, check, check.tenantPlace(), loading.tenant().id());
      this.keys = keys;
      progress = new LoadProgress(loading.lease());
      Long limit = loading.job().load().errorLimit();
      errorLimit = limit == null ? Long.MAX_VALUE : limit;
      given = new long[layout.columns().size()];
    }

    private void all() {
      while (records.next()) {
        one();
        if (layout.sparse()) {
          names.addAll(records.record().columns());
        }
      }
      stage.finish();
      progress.tell(records.bytes());
    }

    private void one() {
      RawFields raw = records.record().raw();
      if (bytes == null || raw == null || !lane.takes(raw, places.of(records.record().columns()))) {
        judged();
        return;
      }
      // Before it is added, which may be the end of a batch.
      keys.saw(raw, lane.order());
      bytes.add(records.number(), raw, lane.order());
      progress.passed(records.bytes());
    }

    private void judged() {
      try {
        String[] values = Loading.judge(records.record(), places, check);
        if (layout.sparse()) {
          count();
        }
        keys.saw(values);
        stage.add(records.number(), layout.sparse() ? check.given() : null, values);
        progress.passed(records.bytes());
      } catch (Rejection e) {
        progress.rejected(records.bytes());
        limit(e);
      }
    }

    private void count() {
      for (int i = 0; i < given.length; i++) {
        given[i] += check.has(i) ? 1 : 0;
      }
    }

    private void limit(Rejection e) {
      if (firstRejections.size() < SHOWN) {
        firstRejections.add("record " + records.number() + ": " + e.getMessage());
      }
      if (progress.rejected() > errorLimit) {
        throw FileRefused.because(
            "More than %d records were rejected, which is the job's error_limit: %s."
                .formatted(errorLimit, String.join("; ", firstRejections)));
      }
    }

    private Loading.Staged staged() {
      List<String> columns =
          layout.sparse() ? List.copyOf(names) : List.copyOf(records.columnsOfFirst());
      Set<String> present = new LinkedHashSet<>();
      columns.forEach(name -> present.add(loading.header().column(name).name()));
      if (layout.sparse() && progress.passed() + progress.rejected() > 0) {
        loading.header().complete(present);
      }
      boolean differs = false;
      for (int i = 0; i < given.length && layout.sparse(); i++) {
        boolean used = present.contains(layout.columns().get(i).name());
        differs |= used && given[i] < progress.passed();
      }
      return new Loading.Staged(
          layout,
          columns,
          present,
          differs,
          keys.range(),
          progress.passed(),
          progress.rejected(),
          progress.passed() > 0 && !layout.numbered(),
          records.bytes());
    }
  }
}
