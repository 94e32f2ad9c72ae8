package io.spectra.api.records;

import io.spectra.auth.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A record of {@code spectra.jobs.requests}: it says in its headers what an HTTP request says in
 * its own.
 *
 * @param place topic, partition, offset and broker time: no other record has the same
 * @param key as it came; may be null
 * @param headers as they came
 * @param value as it came; may be null
 */
record RequestRecord(String place, byte[] key, Headers headers, byte[] value)
    implements RequestHead {
  private static final int LONGEST_CORRELATION = 255;

  /**
   * What the reply carries, so that its submitter knows it; the record's place where it has none.
   */
  byte[] correlation() {
    Header sent = headers.lastHeader("correlation-id");
    return sent == null || sent.value() == null || sent.value().length > LONGEST_CORRELATION
        ? place.getBytes(StandardCharsets.UTF_8)
        : sent.value();
  }

  /** The last value of a header, null where there is none. */
  String last(String lowerCaseName) {
    List<String> values = header(lowerCaseName);
    return values.isEmpty() ? null : values.get(values.size() - 1);
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/v1/bulk/jobs";
  }

  @Override
  public String query() {
    return "";
  }

  @Override
  public List<String> header(String lowerCaseName) {
    return StreamSupport.stream(headers.spliterator(), false)
        .filter(header -> header.key().toLowerCase(Locale.ROOT).equals(lowerCaseName))
        .filter(header -> header.value() != null)
        .map(header -> new String(header.value(), StandardCharsets.UTF_8))
        .toList();
  }

  @Override
  public Collection<String> headerNames() {
    return Set.of();
  }
}
