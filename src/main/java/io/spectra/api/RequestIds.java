package io.spectra.api;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.regex.Pattern;

/** Takes or makes the id by which a request is traced. */
public final class RequestIds {
  static final String HEADER = "X-Request-ID";
  private static final Pattern TAKEN = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private RequestIds() {}

  /**
   * @param sent what the client sent, null when nothing
   * @return it, if it has the documented form, else a new one
   */
  public static String takeOrMake(String sent) {
    return sent != null && TAKEN.matcher(sent).matches()
        ? sent
        : UuidCreator.getTimeOrderedEpoch().toString();
  }
}
