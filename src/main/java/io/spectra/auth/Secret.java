package io.spectra.auth;

/**
 * A value that must never be seen: it prints as stars wherever it is logged or concatenated.
 *
 * @param value the value itself, for the one place that hands it to a driver
 */
public record Secret(String value) {
  @Override
  public String toString() {
    return "****";
  }
}
