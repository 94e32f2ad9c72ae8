package io.spectra.bulk.ingest.read;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Tells JSON that is said to be CSV, of which no field begins so unless it is in quotes. */
final class JsonStart {
  private static final int LOOKED_AT = 256;
  private static final Pattern JSON =
      Pattern.compile("(\u00EF\u00BB\u00BF)?\\s*(\\[\\s*)?\\{\\s*[\"}]");

  private JsonStart() {}

  /** Whether a text begins with an object, or with an array of objects; reads nothing of it. */
  static boolean of(BufferedInputStream text) throws IOException {
    text.mark(LOOKED_AT);
    byte[] head = text.readNBytes(LOOKED_AT);
    text.reset();
    return JSON.matcher(new String(head, StandardCharsets.ISO_8859_1)).lookingAt();
  }
}
