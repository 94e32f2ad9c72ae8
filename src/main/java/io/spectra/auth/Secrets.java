package io.spectra.auth;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.Config;

/** Fetches secrets from the environment, from files, and from AWS Secrets Manager. */
@ApplicationScoped
public class Secrets implements SecretSource {
  private final Config environment;
  private final AwsSecrets aws;
  private final Map<Path, Secret> files = new ConcurrentHashMap<>();

  public Secrets(Config environment, AwsSecrets aws) {
    this.environment = environment;
    this.aws = aws;
  }

  @Override
  public Secret get(SecretReference reference) {
    if (reference.env() != null) {
      return environment
          .getOptionalValue(reference.env(), String.class)
          .map(Secret::new)
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "the tenant registry needs the variable " + reference.env()));
    }
    if (reference.aws() != null) {
      return aws.get(reference.aws(), reference.field());
    }
    Secret secret = read(reference.file());
    files.put(reference.file(), secret);
    return secret;
  }

  /** Whether a file from which a secret was read holds another one now, or is gone. */
  boolean changed() {
    try {
      return files.entrySet().stream()
          .anyMatch(file -> !read(file.getKey()).equals(file.getValue()));
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private static Secret read(Path file) {
    try {
      return new Secret(Files.readString(file).strip());
    } catch (IOException e) {
      throw new IllegalStateException("the tenant registry needs the file " + file, e);
    }
  }
}
