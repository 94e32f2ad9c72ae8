package io.spectra.api;

import java.util.HashMap;
import java.util.Map;

/**
 * A small answer, whole in memory.
 *
 * @param status the HTTP status
 * @param headers response headers beside those that every answer carries
 * @param body anything that Jackson turns into JSON; null for none
 */
public record Answer(int status, Map<String, String> headers, Object body) {
  /** 200 with a JSON body. */
  public static Answer ok(Object body) {
    return new Answer(200, Map.of(), body);
  }

  /** This answer with one more header. */
  public Answer with(String header, String value) {
    Map<String, String> all = new HashMap<>(headers);
    all.put(header, value);
    return new Answer(status, all, body);
  }

  /** 201 with a JSON body and where the new thing is found. */
  public static Answer created(String location, Object body) {
    return new Answer(201, Map.of("Location", location), body);
  }
}
