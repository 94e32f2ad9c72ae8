package io.spectra.limits;

import java.util.Arrays;

/** By what strangers are counted. Pure. */
public final class Networks {
  private static final int GROUPS = 4;

  private Networks() {}

  /** The address itself; of IPv6 the /64, as whoever has one address of it has them all. */
  public static String of(String address) {
    if (address == null || address.indexOf(':') < 0) {
      return String.valueOf(address);
    }
    String[] groups = address.split(":", GROUPS + 1);
    return String.join(":", Arrays.copyOf(groups, Math.min(groups.length, GROUPS)));
  }
}
