package io.spectra.job;

/** The format of a bulk job's file; the names are the contract's. */
public enum ContentType {
  CSV,
  JSON,
  PARQUET
}
