package io.spectra.auth;

/** Where secrets are had from. Safe for use by many threads. */
interface SecretSource {
  /**
   * @return the secret that lies there now
   * @throws IllegalStateException naming the place where there is none
   */
  Secret get(SecretReference reference);

  /** Says that a registry is about to be read, with all the secrets that it needs. */
  default void begin() {}

  /** Says that what was asked for since then is all that is needed from now on. */
  default void done() {}
}
