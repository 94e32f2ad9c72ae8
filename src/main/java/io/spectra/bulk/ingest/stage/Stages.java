package io.spectra.bulk.ingest.stage;

import io.spectra.bulk.ingest.IngestConfig;
import io.spectra.bulk.ingest.table.SqlName;
import io.spectra.bulk.ingest.table.TableColumn;
import io.spectra.bulk.ingest.table.TargetTable;
import io.spectra.job.Attempt;
import io.spectra.storage.Bucket;
import io.spectra.storage.Uploads;
import io.spectra.warehouse.WarehouseConfig;
import io.spectra.warehouse.WritingSession;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Makes staging tables, and the way into them that the warehouse offers. */
@Singleton
public class Stages {
  /** Behind the size at which an object is sent, for the record that reaches it. */
  private static final int SLACK_BYTES = 64 << 10;

  private final Uploads uploads;
  private final Bucket bucket;
  private final WarehouseConfig warehouse;
  private final IngestConfig config;

  public Stages(Uploads uploads, Bucket bucket, WarehouseConfig warehouse, IngestConfig config) {
    this.uploads = uploads;
    this.bucket = bucket;
    this.warehouse = warehouse;
    this.config = config;
  }

  /**
   * Creates the session's staging table, empty, with the types of the target's columns.
   *
   * @param landing what becomes of records that the warehouse copies
   */
  public Stage open(
      WritingSession session, Attempt attempt, TargetTable target, Layout layout, Landing landing) {
    session.execute(create(target, layout));
    session.commit();
    if (!copies()) {
      return new InsertStage(session, layout);
    }
    // Its own each time: what an earlier run of this attempt left is not to be met.
    String prefix =
        "staging/%s/%s/%d/%s/"
            .formatted(attempt.tenant(), attempt.job(), attempt.number(), UUID.randomUUID());
    int size = Math.toIntExact(config.chunkSize().asLongValue());
    return new CopyStage(
        session,
        uploads.queue(size + SLACK_BYTES),
        uploads.queue(0),
        bucket,
        prefix,
        warehouse.iamRole().get(),
        size,
        layout,
        landing);
  }

  /** Whether records are copied by the warehouse, in batches that a {@link Landing} sees. */
  public boolean copies() {
    return warehouse.iamRole().isPresent();
  }

  /** Empties the staging table within the transaction, which TRUNCATE would commit. */
  public static void renew(WritingSession session, TargetTable target, Layout layout) {
    session.execute("DROP TABLE " + Layout.TABLE);
    session.execute(create(target, layout));
  }

  /** Types come from the target itself, so that none has to be spelt. */
  static String create(TargetTable target, Layout layout) {
    List<String> columns = new ArrayList<>();
    if (layout.numbered()) {
      columns.add("CAST(0 AS bigint) AS " + Layout.NUMBER);
    }
    if (layout.sparse()) {
      columns.add("CAST('' AS varchar(2000)) AS " + Layout.GIVEN);
    }
    for (int i = 0; i < layout.columns().size(); i++) {
      TableColumn column = layout.columns().get(i);
      columns.add("t." + SqlName.quoted(column.name()) + " AS " + Layout.column(i));
    }
    return "CREATE TEMP TABLE %s AS SELECT %s FROM %s t WHERE 1 = 0"
        .formatted(Layout.TABLE, String.join(", ", columns), target.sqlName());
  }
}
