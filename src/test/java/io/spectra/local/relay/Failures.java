package io.spectra.local.relay;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.amazon.redshift.util.RedshiftException;
import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a statement fails with. */
final class Failures {
  private Failures() {}

  static String stateOf(ThrowingCallable statement) {
    return of(statement).getSQLState();
  }

  /** The position that the server gives, counted from 1; 0 for none. */
  static int positionOf(ThrowingCallable statement) {
    return ((RedshiftException) of(statement)).getServerErrorMessage().getPosition();
  }

  static SQLException of(ThrowingCallable statement) {
    SQLException failure = catchThrowableOfType(SQLException.class, statement);
    if (failure == null) {
      throw new AssertionError("the statement did not fail");
    }
    return failure;
  }
}
