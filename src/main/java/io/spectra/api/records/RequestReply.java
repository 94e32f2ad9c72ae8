package io.spectra.api.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.spectra.api.Answer;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is told of a record on {@code spectra.jobs.replies}.
 *
 * @param tenant whose record it was; null when that could not be told
 * @param requestId the request id, as every record that follows from it carries it
 * @param answer what the same request would have been answered by HTTP
 */
record RequestReply(String tenant, String requestId, Answer answer) {
  private static final ObjectWriter JSON = new JsonMapper().writer();

  byte[] json() {
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("status", answer.status());
    reply.put("replayed", answer.headers().containsKey("X-Idempotent-Replay"));
    reply.put("body", answer.body());
    try {
      return JSON.writeValueAsBytes(reply);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
