package io.spectra.auth;

import java.util.Collection;
import java.util.List;

/** What a request says before its body, as far as it matters to who sends it. */
public interface RequestHead {
  /** The HTTP method, as sent. */
  String method();

  /** The path as sent, still encoded, without the query. */
  String path();

  /** The query as sent, still encoded, without the question mark; empty for none. */
  String query();

  /** The values of a header in the order in which they were sent; {@code host} is always there. */
  List<String> header(String lowerCaseName);

  /** The names of all headers, in lower case. */
  Collection<String> headerNames();
}
