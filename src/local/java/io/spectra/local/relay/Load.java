package io.spectra.local.relay;

/**
 * The part of a COPY … FROM that happens in S3.
 *
 * @param prefix with what the keys of the objects to read begin, or where the manifest lies that
 *     lists them
 * @param manifest whether it is a manifest
 * @param gzip whether the objects are compressed
 * @param skipLines how many lines to leave out at the beginning of each object
 * @param table the table's name, for the notice at the end
 */
record Load(S3Location prefix, boolean manifest, boolean gzip, int skipLines, String table)
    implements Transfer {}
