package io.spectra.job;

/** What a bulk job does. */
public enum Operation {
  QUERY("query"),
  INSERT("insert"),
  UPDATE("update"),
  UPSERT("upsert"),
  DELETE("delete");

  private final String wire;

  Operation(String wire) {
    this.wire = wire;
  }

  /** The name in the contract. */
  public String wire() {
    return wire;
  }

  /** Whether the client uploads a file for it. */
  public boolean ingests() {
    return this != QUERY;
  }
}
