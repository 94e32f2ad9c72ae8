package io.spectra.warehouse;

/** A row of which each value is an array of its own. */
@FunctionalInterface
public interface ArrayRow extends Row {
  @Override
  default int from(int index) {
    return 0;
  }

  @Override
  default int to(int index) {
    return array(index).length;
  }
}
