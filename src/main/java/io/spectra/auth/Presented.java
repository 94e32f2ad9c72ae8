package io.spectra.auth;

import io.spectra.auth.sigv4.Authorization;
import java.util.List;

/** What kind of credential a request shows, in words that hold none of it. Pure. */
public final class Presented {
  private static final String BEARER = "Bearer ";

  private Presented() {}

  /**
   * @param authorization the values of the Authorization header
   * @return {@code none}, {@code api-key}, {@code jwt}, {@code aws/} and the id of the access key
   *     (which is no secret), or {@code other}
   */
  public static String kind(List<String> authorization) {
    if (authorization.isEmpty()) {
      return "none";
    }
    if (authorization.size() > 1) {
      return "other";
    }
    String sent = authorization.get(0);
    if (sent.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return sent.indexOf('.') < 0 ? "api-key" : "jwt";
    }
    return Authorization.parse(sent).map(signed -> "aws/" + signed.accessKey()).orElse("other");
  }
}
