package io.spectra.local.relay;

import java.io.IOException;
import java.util.function.Consumer;

/** What the database says about itself when a session begins, told as Redshift would. */
final class Announcements {
  private static final String REDSHIFT_VERSION = "8.0.2";

  /** The level of SHOW statements with which the driver may read the catalogue. */
  private static final byte[] DISCOVERY = CString.of("show_discovery", "4");

  private final Consumer<CancelKey> keyFound;

  /**
   * @param keyFound learns with which key the session's statements can be cancelled
   */
  Announcements(Consumer<CancelKey> keyFound) {
    this.keyFound = keyFound;
  }

  void pass(int type, byte[] body, FrameWriter client) throws IOException {
    if (type == Answer.BACKEND_KEY) {
      keyFound.accept(CancelKey.announced(body));
      client.message(Answer.PARAMETER_STATUS, DISCOVERY);
      client.message(type, body);
    } else if (CString.at(body, 0).equals("server_version")) {
      client.message(type, CString.of("server_version", REDSHIFT_VERSION));
    } else {
      client.message(type, body);
    }
  }
}
