package io.spectra.bulk.export;

import io.spectra.auth.Tenant;
import io.spectra.bulk.format.RowFormat;
import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.sql.GatedSql;
import io.spectra.storage.ObjectSpec;
import java.time.Instant;

/**
 * What one attempt at an export is to do; made before anything is opened.
 *
 * @param tenant as whose user of the warehouse the query runs
 * @param sql the query, judged again by the gate of the instance that runs it
 * @param contentType format of the file
 * @param compression compression of the file
 * @param format how rows become bytes
 * @param object where the file goes: a key of this attempt alone
 * @param deadline when the job has run too long
 * @param unloaded whether the warehouse is to write the file itself
 */
public record ExportPlan(
    Tenant tenant,
    GatedSql sql,
    ContentType contentType,
    Compression compression,
    RowFormat format,
    ObjectSpec object,
    Instant deadline,
    boolean unloaded) {
  /** The same with the rows passing through this service. */
  public ExportPlan streamed() {
    return new ExportPlan(tenant, sql, contentType, compression, format, object, deadline, false);
  }

  /** The folder of this attempt, ending with a slash. */
  String folder() {
    return object.key().substring(0, object.key().lastIndexOf('/') + 1);
  }
}
