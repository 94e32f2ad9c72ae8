package io.spectra.trace;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** A collector as OpenTelemetry's is: it takes OTLP over HTTP, and keeps what it is sent. */
final class Collector implements AutoCloseable {
  private final HttpServer server;
  private final List<Seen> spans = new CopyOnWriteArrayList<>();

  /** A span, with its ids in hexadecimal and its attributes as {@code name=value}. */
  record Seen(
      String trace,
      String id,
      String parent,
      String kind,
      String name,
      List<String> links,
      String attributes) {}

  Collector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** All that it has so far. */
  List<Seen> all() {
    return spans;
  }

  /** What it has of a trace so far. */
  List<Seen> of(String trace) {
    return spans.stream().filter(span -> span.trace().equals(trace)).toList();
  }

  private void take(HttpExchange http) throws IOException {
    ExportTraceServiceRequest.parseFrom(http.getRequestBody().readAllBytes())
        .getResourceSpansList()
        .forEach(
            resource ->
                resource
                    .getScopeSpansList()
                    .forEach(scope -> scope.getSpansList().forEach(span -> spans.add(seen(span)))));
    http.getResponseHeaders().add("Content-Type", "application/x-protobuf");
    http.sendResponseHeaders(200, -1);
    http.close();
  }

  private static Seen seen(Span span) {
    return new Seen(
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        span.getKind().name().replace("SPAN_KIND_", ""),
        span.getName(),
        span.getLinksList().stream().map(link -> hex(link.getSpanId())).toList(),
        span.getAttributesList().stream()
            .map(Collector::attribute)
            .sorted()
            .collect(Collectors.joining(" ")));
  }

  private static String attribute(KeyValue pair) {
    var value = pair.getValue();
    return pair.getKey()
        + "="
        + (value.hasStringValue() ? value.getStringValue() : Long.toString(value.getIntValue()));
  }

  private static String hex(ByteString id) {
    return id.isEmpty() ? "" : java.util.HexFormat.of().formatHex(id.toByteArray());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
