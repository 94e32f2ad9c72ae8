package io.spectra.routes;

/** A file of routes that is not taken; the message is for the operator, with file and reason. */
public final class RoutesRefused extends Exception {
  private static final long serialVersionUID = 1L;

  RoutesRefused(String file, String reason) {
    super(file + ": " + reason);
  }

  RoutesRefused(String file, Throwable cause) {
    super(file + ": " + Reason.of(cause), cause);
  }
}
