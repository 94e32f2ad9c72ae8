package io.spectra.auth.jwt;

import java.util.List;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.JwtContext;

/** A time in a token is a whole number of seconds, not before 1970: no text, no fraction. */
final class StrictTimes implements ErrorCodeValidator {
  private static final List<String> TIMES = List.of("exp", "nbf", "iat");

  @Override
  public Error validate(JwtContext token) throws MalformedClaimException {
    for (String name : TIMES) {
      if (token.getJwtClaims().getClaimNames().contains(name)
          && !(token.getJwtClaims().getClaimValue(name) instanceof Long seconds && seconds >= 0)) {
        return new Error(ErrorCodes.MISCELLANEOUS, name + " is not a whole number of seconds");
      }
    }
    return null;
  }
}
