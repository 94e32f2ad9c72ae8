package io.spectra.auth;

import java.util.Collection;
import java.util.List;

/** The head of a plain GET. */
final class Heads {
  private Heads() {}

  /**
   * @param authorization null for none
   */
  static RequestHead with(String authorization) {
    return new RequestHead() {
      @Override
      public String method() {
        return "GET";
      }

      @Override
      public String path() {
        return "/v1/jobs/x";
      }

      @Override
      public String query() {
        return "";
      }

      @Override
      public List<String> header(String name) {
        return name.equals("authorization") && authorization != null
            ? List.of(authorization)
            : List.of();
      }

      @Override
      public Collection<String> headerNames() {
        return List.of("authorization");
      }
    };
  }
}
