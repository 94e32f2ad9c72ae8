package io.spectra.query;

import io.spectra.auth.Caller;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import org.apache.camel.Exchange;

/**
 * Ties a caller to the one exchange in which its request travels. A route can overwrite any
 * property, with what it kept of another request too; a seal fits one exchange and one caller alone
 * . Immutable.
 */
public final class CallerSeal {
  private static final String PROPERTY = "spectra.caller-seal";

  private final Exchange exchange;
  private final Caller caller;

  private CallerSeal(Exchange exchange, Caller caller) {
    this.exchange = exchange;
    this.caller = caller;
  }

  /**
   * Sets {@link QueryProperties#CALLER} for good; to be called by who identified the caller.
   *
   * @param caller null for a public operation
   */
  public static void put(Exchange exchange, Caller caller) {
    exchange.setProperty(QueryProperties.CALLER, caller);
    exchange.setProperty(PROPERTY, new CallerSeal(exchange, caller));
  }

  /**
   * The caller of this exchange.
   *
   * @throws Failure {@code INTERNAL_ERROR} when it is not the one with which the exchange began:
   *     the log names the route at fault
   */
  static Caller check(Exchange exchange) {
    Caller caller = exchange.getProperty(QueryProperties.CALLER, Caller.class);
    boolean intact =
        exchange.getProperty(PROPERTY) instanceof CallerSeal seal
            && seal.exchange == exchange
            && seal.caller == caller
            && caller != null;
    if (!intact) {
      throw Failure.of(ErrorCode.INTERNAL_ERROR, "Something went wrong on our side")
          .causedBy(
              new IllegalStateException(
                  "a route changed spectra.caller, or runs the query in a copy of the exchange"));
    }
    return caller;
  }
}
