package io.spectra.sql;

/** One reason for refusing SQL. Implementations hold no state and know only the tokens. */
interface Rule {
  /**
   * @throws io.spectra.failure.Failure if the SQL breaks this rule
   */
  void check(Tokens tokens);
}
