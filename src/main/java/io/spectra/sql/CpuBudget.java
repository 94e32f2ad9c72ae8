package io.spectra.sql;

/** The CPU time that the parser may still spend on one statement. Belongs to one thread. */
final class CpuBudget {
  private long leftMillis;

  CpuBudget(long millis) {
    this.leftMillis = millis;
  }

  long leftMillis() {
    return leftMillis;
  }

  boolean isSpent() {
    return leftMillis <= 0;
  }

  void spend(long millis) {
    leftMillis -= millis;
  }
}
