package io.spectra.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells whether two bodies are the same JSON value: the order of an object's fields, white
 * space, escapes and the form of a number ({@code 1}, {@code 1.0}, {@code 1e0}) make no difference.
 */
public final class BodyHash {
  private static final String ALGORITHM = "SHA-256";

  private final MessageDigest digest;

  private BodyHash() {
    try {
      digest = MessageDigest.getInstance(ALGORITHM);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, e);
    }
  }

  /**
   * The hash of a body.
   *
   * @param body without duplicate fields, and decimals read with every digit
   * @return 64 hexadecimal digits; equal for equal JSON values
   */
  public static String of(JsonNode body) {
    BodyHash hash = new BodyHash();
    hash.value(body);
    return HexFormat.of().formatHex(hash.digest.digest());
  }

  /** Each value begins with its kind and tells its length, so that no two values run together. */
  private void value(JsonNode node) {
    switch (node.getNodeType()) {
      case OBJECT -> object(node);
      case ARRAY -> array(node);
      case NUMBER -> text('n', number(node));
      case STRING -> text('s', node.textValue());
      case BOOLEAN -> text('b', node.asText());
      default -> text('0', "");
    }
  }

  private void object(JsonNode node) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    node.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
    length('o', sorted.size());
    sorted.forEach(
        (name, value) -> {
          text('s', name);
          value(value);
        });
  }

  private void array(JsonNode node) {
    length('a', node.size());
    node.forEach(this::value);
  }

  private static String number(JsonNode node) {
    return node.decimalValue().stripTrailingZeros().toString();
  }

  private void text(char kind, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    length(kind, bytes.length);
    digest.update(bytes);
  }

  private void length(char kind, int length) {
    digest.update((byte) kind);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
  }
}
