package io.spectra.auth.jwt;

import java.util.List;

/**
 * What a valid token says.
 *
 * @param tenant the tenant it names
 * @param subject whom it is about, fit for a log; "-" where it does not say
 * @param permissions the names in it, whether they mean anything here or not
 */
public record JwtIdentity(String tenant, String subject, List<String> permissions) {
  public JwtIdentity {
    permissions = List.copyOf(permissions);
  }
}
