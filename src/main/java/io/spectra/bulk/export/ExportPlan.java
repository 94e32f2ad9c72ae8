package io.spectra.bulk.export;

import io.spectra.auth.Tenant;
import io.spectra.bulk.format.RowFormat;
import io.spectra.sql.GatedSql;
import io.spectra.storage.ObjectSpec;
import java.time.Instant;

/**
 * What one attempt at an export is to do; made before anything is opened.
 *
 * @param tenant as whose user of the warehouse the query runs
 * @param sql the query, judged again by the gate of the instance that runs it
 * @param format how rows become bytes
 * @param object where the file goes: a key of this attempt alone
 * @param deadline when the job has run too long
 */
public record ExportPlan(
    Tenant tenant, GatedSql sql, RowFormat format, ObjectSpec object, Instant deadline) {}
