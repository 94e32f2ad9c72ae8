package io.spectra.local.relay;

/** The statement asks for something that Redshift can do and its stand-in cannot. */
final class UnsupportedOptionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnsupportedOptionException(String statement, String option) {
    super("the Redshift stand-in does not know " + option + " in " + statement);
  }
}
