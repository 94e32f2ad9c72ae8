package io.spectra.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Where a secret lies: a registry names the place and never holds the secret itself. Exactly one of
 * the two is given.
 *
 * @param env the environment variable (or configuration property) that holds it
 * @param file the file that holds it; line ends around it are not part of it
 */
record SecretReference(String env, Path file) {
  SecretReference {
    if ((env == null) == (file == null)) {
      throw new IllegalArgumentException("a secret is given by exactly one of 'env' and 'file'");
    }
  }

  /**
   * @param environment gives a variable's value, null where it is not set
   * @throws IllegalStateException naming the variable or file that is missing
   */
  Secret resolve(Function<String, String> environment) {
    if (env != null) {
      String value = environment.apply(env);
      if (value == null) {
        throw new IllegalStateException("the tenant registry needs the variable " + env);
      }
      return new Secret(value);
    }
    try {
      return new Secret(Files.readString(file).strip());
    } catch (IOException e) {
      throw new IllegalStateException("the tenant registry needs the file " + file, e);
    }
  }
}
