package io.spectra.bulk;

import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.job.LoadOptions;
import io.spectra.job.Operation;

/**
 * A bulk job as its submitter asks for it.
 *
 * @param operation what it does
 * @param object the target as the caller named it
 * @param query the SQL as the caller sent it; null unless {@code operation} is QUERY
 * @param contentType format of the file
 * @param compression compression of the file
 * @param load how the file is applied; null where {@code operation} is QUERY
 */
public record BulkJobRequest(
    Operation operation,
    String object,
    String query,
    ContentType contentType,
    Compression compression,
    LoadOptions load) {}
