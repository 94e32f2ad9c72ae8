package io.spectra.auth;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where a secret lies: a registry names the place and never holds the secret itself. Exactly one of
 * the three is given.
 *
 * @param env the environment variable (or configuration property) that holds it
 * @param file the file that holds it; line ends around it are not part of it
 * @param aws the name or ARN of a secret in AWS Secrets Manager
 * @param field of a secret in AWS that is a JSON object: the member that is meant; else null
 */
record SecretReference(String env, Path file, String aws, String field) {
  @JsonCreator
  SecretReference(
      @JsonProperty("env") String env,
      @JsonProperty("file") Path file,
      @JsonProperty("aws") String aws,
      @JsonProperty("field") String field) {
    if (Stream.of(env != null, file != null, aws != null).filter(given -> given).count() != 1) {
      throw new IllegalArgumentException(
          "a secret is given by exactly one of 'env', 'file' and 'aws'");
    }
    if (field != null && aws == null) {
      throw new IllegalArgumentException("'field' belongs to 'aws'");
    }
    this.env = env;
    this.file = file;
    this.aws = aws;
    this.field = field;
  }

  /** A secret that stands in the registry is refused, and not repeated in the message. */
  @JsonCreator
  static SecretReference inClear(String value) {
    throw new IllegalArgumentException(
        "a secret must not stand in the registry: say {env: NAME}, {file: PATH} or {aws: NAME}");
  }

  /** This reference with the name of a tenant in the places that ask for it. */
  SecretReference of(String tenant) {
    return new SecretReference(
        env == null ? null : TenantsFile.filled(env, tenant),
        file == null ? null : Path.of(TenantsFile.filled(file.toString(), tenant)),
        aws == null ? null : TenantsFile.filled(aws, tenant),
        field);
  }
}
