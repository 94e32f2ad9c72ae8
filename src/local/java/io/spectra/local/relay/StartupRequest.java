package io.spectra.local.relay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * With what a client begins: the wish for a session, or for the end of another session's statement.
 *
 * @param body the message without its length
 */
record StartupRequest(byte[] body) {
  private static final int SSL_CODE = 80877103;
  private static final int GSS_CODE = 80877104;
  private static final int MAX_BYTES = 64 * 1024;

  /** What the Redshift driver sends and PostgreSQL refuses. */
  private static final Set<String> REDSHIFT_PARAMETERS =
      Set.of(
          "driver_version",
          "os_version",
          "client_protocol_version",
          "driver_discovery_version",
          "plugin_name",
          "idp_type",
          "provider_name",
          "token_type",
          "identity_namespace",
          "idc_client_display_name",
          "_pq_.compression");

  /** Reads the request, and declines encryption as often as the client asks for it. */
  static StartupRequest read(FrameReader client, FrameWriter answers) throws IOException {
    StartupRequest request = new StartupRequest(limited(client));
    while (request.code() == SSL_CODE || request.code() == GSS_CODE) {
      answers.answer('N');
      request = new StartupRequest(limited(client));
    }
    return request;
  }

  boolean cancels() {
    return code() == CancelKey.REQUEST_CODE;
  }

  /** The body as PostgreSQL understands it. */
  byte[] forPostgres() {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(body.length);
    kept.write(body, 0, Integer.BYTES);
    int start = Integer.BYTES;
    while (body[start] != 0) {
      int end = CString.end(body, CString.end(body, start) + 1) + 1;
      if (!REDSHIFT_PARAMETERS.contains(CString.at(body, start))) {
        kept.write(body, start, end - start);
      }
      start = end;
    }
    kept.write(0);
    return kept.toByteArray();
  }

  /** Who logs in; empty where the request does not say. */
  String user() {
    int start = Integer.BYTES;
    while (body[start] != 0) {
      int value = CString.end(body, start) + 1;
      if (CString.at(body, start).equals("user")) {
        return CString.at(body, value);
      }
      start = CString.end(body, value) + 1;
    }
    return "";
  }

  private int code() {
    return ByteBuffer.wrap(body).getInt();
  }

  private static byte[] limited(FrameReader client) throws IOException {
    byte[] body = client.body(MAX_BYTES);
    if (body.length < Integer.BYTES) {
      throw new IOException("no request of the protocol");
    }
    return body;
  }
}
