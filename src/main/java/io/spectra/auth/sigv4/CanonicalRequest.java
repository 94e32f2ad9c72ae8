package io.spectra.auth.sigv4;

import io.spectra.auth.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The one form of a request of which both sides compute the signature. Pure. */
final class CanonicalRequest {
  private static final Pattern BLANKS = Pattern.compile("[ \\t\\r\\n]+");

  private CanonicalRequest() {}

  /**
   * @param payloadHash SHA-256 of the body, in lower-case hexadecimal
   * @throws IllegalArgumentException for a query with a broken percent escape
   */
  static String of(RequestHead head, List<String> signedHeaders, String payloadHash) {
    StringBuilder text = new StringBuilder(512);
    text.append(head.method()).append('\n');
    text.append(path(head.path())).append('\n');
    text.append(query(head.query())).append('\n');
    for (String name : signedHeaders) {
      text.append(name).append(':').append(values(head.header(name))).append('\n');
    }
    return text.append('\n')
        .append(String.join(";", signedHeaders))
        .append('\n')
        .append(payloadHash)
        .toString();
  }

  /**
   * The path without empty segments and dots, each segment encoded once more than it was sent: what
   * every service but S3 does.
   */
  static String path(String sent) {
    Deque<String> segments = new ArrayDeque<>();
    String[] parts = sent.split("/", -1);
    for (String part : parts) {
      if (part.equals("..")) {
        segments.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        segments.addLast(UriEncoding.encode(part.getBytes(StandardCharsets.UTF_8)));
      }
    }
    boolean folder = List.of("", ".", "..").contains(parts[parts.length - 1]);
    return "/" + String.join("/", segments) + (folder && !segments.isEmpty() ? "/" : "");
  }

  /** The parameters, encoded in the one way, sorted by name and then by value. */
  static String query(String sent) {
    if (sent.isEmpty()) {
      return "";
    }
    return Arrays.stream(sent.split("&"))
        .filter(parameter -> !parameter.isEmpty())
        .map(CanonicalRequest::parameter)
        .sorted(Map.Entry.<String, String>comparingByKey().thenComparing(byValue()))
        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
        .collect(Collectors.joining("&"));
  }

  private static Comparator<Map.Entry<String, String>> byValue() {
    return Map.Entry.comparingByValue();
  }

  private static Map.Entry<String, String> parameter(String sent) {
    int equals = sent.indexOf('=');
    String name = equals < 0 ? sent : sent.substring(0, equals);
    String value = equals < 0 ? "" : sent.substring(equals + 1);
    return Map.entry(
        UriEncoding.encode(UriEncoding.decode(name)),
        UriEncoding.encode(UriEncoding.decode(value)));
  }

  private static String values(List<String> values) {
    return values.stream()
        .map(value -> BLANKS.matcher(value.strip()).replaceAll(" "))
        .collect(Collectors.joining(","));
  }
}
