package io.spectra.query.kept;

import java.nio.file.Path;

/**
 * A copy of a whole answer.
 *
 * @param size bytes
 * @param inline the answer, where it is small enough to be kept in the ledger; else null
 * @param file where it waits for its way to S3; null where it is inline
 */
record Kept(long size, byte[] inline, Path file) {}
