package io.spectra.job.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Many ends of one tenant's sync queries as one record of the command log: what a record costs, on
 * the broker and on its way there, is paid once for some milliseconds' worth of them. Its first
 * byte tells it from a command, which is JSON.
 */
final class EndedQueries {
  private static final byte VERSION = 1;

  private EndedQueries() {}

  /**
   * @param ends each as {@link EndedQuery#toBytes} wrote it
   */
  static byte[] write(List<byte[]> ends) {
    int size = ends.stream().mapToInt(end -> Integer.BYTES + end.length).sum();
    ByteBuffer to = ByteBuffer.allocate(1 + size);
    to.put(VERSION);
    ends.forEach(end -> to.putInt(end.length).put(end));
    return to.array();
  }

  /** Whether a record's value is one of these. */
  static boolean isOne(byte[] value) {
    return value != null && value.length > 0 && value[0] == VERSION;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param key of the record: the tenant, whose ends they all are
   * @param at the record's time
   * @throws RuntimeException for anything else
   */
  static List<StoredQuery> read(byte[] key, byte[] value, Instant at) {
    String tenant = new String(key, StandardCharsets.UTF_8);
    ByteBuffer from = ByteBuffer.wrap(value, 1, value.length - 1);
    List<StoredQuery> ends = new ArrayList<>();
    while (from.hasRemaining()) {
      byte[] end = new byte[from.getInt()];
      from.get(end);
      StoredQuery query = StoredQuery.of(at, end);
      if (!query.end().tenant().equals(tenant)) {
        throw new IllegalArgumentException("The key is not the tenant of all that ended.");
      }
      ends.add(query);
    }
    if (ends.isEmpty()) {
      throw new IllegalArgumentException("No query ended.");
    }
    return ends;
  }
}
