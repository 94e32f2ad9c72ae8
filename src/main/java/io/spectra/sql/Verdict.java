package io.spectra.sql;

import io.spectra.failure.Failure;
import java.util.OptionalInt;

/** What the gate decided about a text, whatever the number of rows. Immutable. */
sealed interface Verdict {
  /**
   * @throws Failure if the text was refused
   */
  GatedSql limitTo(OptionalInt maxRows);

  /** The text may run. */
  record Passed(Approved approved) implements Verdict {
    @Override
    public GatedSql limitTo(OptionalInt maxRows) {
      return approved.limitTo(maxRows);
    }
  }

  /** The text may not run. */
  record Refused(Failure failure) implements Verdict {
    @Override
    public GatedSql limitTo(OptionalInt maxRows) {
      throw failure;
    }
  }
}
