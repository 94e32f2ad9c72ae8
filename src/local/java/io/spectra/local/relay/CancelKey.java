package io.spectra.local.relay;

import java.nio.ByteBuffer;

/** What somebody who wants to cancel a session's statement has to show. */
record CancelKey(int process, int secret) {
  static final int REQUEST_CODE = 80877102;

  /** The key in the database's announcement. */
  static CancelKey announced(byte[] body) {
    ByteBuffer numbers = ByteBuffer.wrap(body);
    return new CancelKey(numbers.getInt(), numbers.getInt());
  }

  /** The key in a CancelRequest. */
  static CancelKey requested(byte[] body) {
    ByteBuffer numbers = ByteBuffer.wrap(body, Integer.BYTES, 2 * Integer.BYTES);
    return new CancelKey(numbers.getInt(), numbers.getInt());
  }

  /** The body of a CancelRequest with this key. */
  byte[] request() {
    return ByteBuffer.allocate(3 * Integer.BYTES)
        .putInt(REQUEST_CODE)
        .putInt(process)
        .putInt(secret)
        .array();
  }
}
