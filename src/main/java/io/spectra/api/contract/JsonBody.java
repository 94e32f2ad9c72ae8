package io.spectra.api.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads a body as strictly as RFC 8259 allows: UTF-8 alone, no duplicate keys, nothing behind the
 * value, bounded depth and size. Decimals keep every digit. Failures say where, and are worded
 * here, as the parser's own words name its classes.
 */
final class JsonBody {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_TOKENS = 20_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxTokenCount(MAX_TOKENS)
                  .build())
          .build();
  private static final ObjectReader READER =
      JsonMapper.builder(FACTORY)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(new BoundedNumbers())
          .build()
          .reader();

  private JsonBody() {}

  /**
   * @throws Failure {@code INVALID_REQUEST}
   */
  static JsonNode read(byte[] body) {
    CharBuffer text = decode(body);
    try (JsonParser parser = FACTORY.createParser(text.array(), 0, text.limit())) {
      return read(parser);
    } catch (IOException e) {
      throw new UncheckedIOException("characters in memory cannot be read", e);
    }
  }

  private static JsonNode read(JsonParser parser) throws IOException {
    try {
      JsonNode node = READER.readTree(parser);
      if (node == null || node.isMissingNode()) {
        throw new Fault("", "empty_body", "the body is empty; send a JSON object").toFailure();
      }
      if (parser.nextToken() != null) {
        throw at(parser.currentTokenLocation(), "trailing_data", "nothing may follow the object");
      }
      return node;
    } catch (NumberFormatException e) {
      throw new Fault(here(parser), "out_of_range", "the number is out of range").toFailure();
    } catch (StreamConstraintsException e) {
      throw at(
          parser.currentLocation(), "too_complex", "the body is too deep or has too many values");
    } catch (MismatchedInputException e) {
      String name = Bounded.text(String.valueOf(parser.currentName()));
      throw new Fault(here(parser), "duplicate_field", "'" + name + "' is there twice").toFailure();
    } catch (JsonProcessingException e) {
      throw at(parser.currentLocation(), "malformed_json", "the body is not valid JSON");
    }
  }

  private static CharBuffer decode(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
    } catch (CharacterCodingException e) {
      throw new Fault("", "malformed_json", "the body is not valid UTF-8").toFailure();
    }
  }

  private static Failure at(JsonLocation location, String reason, String what) {
    int line = location.getLineNr();
    int column = location.getColumnNr();
    String message = what + " (line " + line + ", column " + column + ")";
    return Failure.of(ErrorCode.INVALID_REQUEST, message)
        .with("field", "")
        .with("reason", reason)
        .with("line", line)
        .with("column", column);
  }

  private static String here(JsonParser parser) {
    StringBuilder pointer = new StringBuilder();
    JsonPointer at = parser.getParsingContext().pathAsPointer();
    for (; !at.matches(); at = at.tail()) {
      pointer.append(Bounded.step(at.getMatchingProperty()));
    }
    return pointer.toString();
  }
}
