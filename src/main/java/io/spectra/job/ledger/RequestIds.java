package io.spectra.job.ledger;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Carries the id of a request, and its trace, on every record that it causes. */
final class RequestIds {
  static final String HEADER = "x-request-id";

  private static final String TRACE = "traceparent";

  private RequestIds() {}

  /** Headers with the request id alone; without any when it is null. */
  static Headers headers(String requestId) {
    RecordHeaders headers = new RecordHeaders();
    if (requestId != null) {
      headers.add(HEADER, requestId.getBytes(StandardCharsets.UTF_8));
    }
    return headers;
  }

  /** The same with the trace, where there is one. */
  static Headers headers(String requestId, String traceparent) {
    Headers headers = headers(requestId);
    return traceparent == null
        ? headers
        : headers.add(TRACE, traceparent.getBytes(StandardCharsets.UTF_8));
  }

  /** The request id of a record, or else the given one. */
  static String of(Headers headers, String otherwise) {
    Header header = headers.lastHeader(HEADER);
    return header == null ? otherwise : new String(header.value(), StandardCharsets.UTF_8);
  }
}
