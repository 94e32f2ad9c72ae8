package io.spectra.auth;

/** Where secrets are had from. Safe for use by many threads. */
interface SecretSource {
  /**
   * @return the secret that lies there now
   * @throws IllegalStateException naming the place where there is none
   */
  Secret get(SecretReference reference);
}
