package io.spectra.job.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Ended queries that are forgotten together: under which index key they stand until then, and the
 * record of the command log that proposes it. Its first byte tells it from a command, which is
 * JSON.
 */
final class ForgottenQueries {
  private static final byte VERSION = 2;
  private static final String PREFIX = "forget/";
  private static final int MILLIS_DIGITS = 13;

  private ForgottenQueries() {}

  /** The index key; keys sort as the times do. */
  static String key(Instant until, String first) {
    return from(until) + first;
  }

  /** The smallest key, and the smallest that is not due at this time. */
  static String from(Instant until) {
    return PREFIX + "%013d/".formatted(until.toEpochMilli());
  }

  static String first() {
    return PREFIX;
  }

  /** From when on those of an index key may be forgotten. */
  static Instant until(String key) {
    String millis = key.substring(PREFIX.length(), PREFIX.length() + MILLIS_DIGITS);
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }

  /** Whose queries those of an index key are. */
  static String tenant(String key) {
    int from = PREFIX.length() + MILLIS_DIGITS + 1;
    return key.substring(from, key.indexOf('/', from));
  }

  /** The record that proposes to forget those of an index key. */
  static byte[] write(String key) {
    byte[] text = key.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + text.length).put(VERSION).put(text).array();
  }

  /** Whether a record's value is such a proposal. */
  static boolean isOne(byte[] value) {
    return value != null && value.length > 0 && value[0] == VERSION;
  }

  /** The index key in a proposal. */
  static String read(byte[] value) {
    return new String(value, 1, value.length - 1, StandardCharsets.UTF_8);
  }
}
