package io.spectra.job;

/** The compression of a bulk job's file; for PARQUET the codec of its pages. */
public enum Compression {
  NONE,
  GZIP
}
