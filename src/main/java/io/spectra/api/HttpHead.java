package io.spectra.api;

import io.spectra.auth.RequestHead;
import io.vertx.core.http.HttpServerRequest;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The head of an HTTP request as authentication reads it. */
record HttpHead(HttpServerRequest request) implements RequestHead {
  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String path() {
    return request.path();
  }

  @Override
  public String query() {
    return request.query() == null ? "" : request.query();
  }

  @Override
  public List<String> header(String lowerCaseName) {
    List<String> values = request.headers().getAll(lowerCaseName);
    // HTTP/2 says the host in a field of its own.
    return values.isEmpty() && lowerCaseName.equals("host") && request.authority() != null
        ? List.of(request.authority().toString())
        : values;
  }

  @Override
  public Collection<String> headerNames() {
    return request.headers().names().stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
