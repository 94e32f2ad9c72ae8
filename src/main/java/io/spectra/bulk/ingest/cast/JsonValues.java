package io.spectra.bulk.ingest.cast;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;

/** SUPER: one JSON value, not deeper than the warehouse takes. */
final class JsonValues {
  private static final int DEEPEST = 500;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private static final Texts WHOLE = new Texts(Integer.MAX_VALUE, false);

  private JsonValues() {}

  static String cast(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == null) {
        throw Rejection.of(RejectCode.TYPE_MISMATCH, text, "is no JSON value");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw Rejection.of(RejectCode.TYPE_MISMATCH, text, "is more than one JSON value");
      }
    } catch (IOException e) {
      throw Rejection.of(RejectCode.TYPE_MISMATCH, text, "is no JSON value");
    }
    if (text.contains("\\u0000")) {
      throw new Rejection(RejectCode.INVALID_TEXT, "the text holds a NUL character");
    }
    return WHOLE.cast(text);
  }
}
