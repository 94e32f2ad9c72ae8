package io.spectra.job.ledger;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an instance answers other instances.
 *
 * @param host its name or address
 * @param port its management port
 */
public record Peer(String host, int port) {
  private static final Pattern FORM = Pattern.compile("\\[?([^\\[\\]\\s/]+?)]?:(\\d{1,5})");

  /**
   * Reads an address; the configuration calls this by its name.
   *
   * @param text {@code host:port}
   * @throws IllegalArgumentException if it is not of that form
   */
  public static Peer of(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not host:port");
    }
    return new Peer(parts.group(1), Integer.parseInt(parts.group(2)));
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
