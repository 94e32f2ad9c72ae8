package io.spectra.auth;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/** Fetches secrets from the environment, from files, and from AWS Secrets Manager. */
@ApplicationScoped
public class Secrets implements SecretSource {
  private final Config environment;
  private final AwsSecrets aws;
  private final Map<Path, Secret> files = new HashMap<>();
  private final Set<Path> askedFiles = new HashSet<>();
  private final Set<String> askedAws = new HashSet<>();
  private long awsVersion;

  public Secrets(Config environment, AwsSecrets aws) {
    this.environment = environment;
    this.aws = aws;
  }

  @Override
  public synchronized void begin() {
    askedFiles.clear();
    askedAws.clear();
    awsVersion = aws.version();
  }

  @Override
  public synchronized void done() {
    files.keySet().retainAll(askedFiles);
    aws.keep(askedAws);
  }

  @Override
  public synchronized Secret get(SecretReference reference) {
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
      askedAws.add(reference.aws());
      return aws.get(reference.aws(), reference.field());
    }
    Secret secret = read(reference.file());
    askedFiles.add(reference.file());
    files.put(reference.file(), secret);
    return secret;
  }

  /** Whether a secret of the registry in force is another one by now, or its file is gone. */
  synchronized boolean changed() {
    try {
      return awsVersion != aws.version()
          || files.entrySet().stream()
              .anyMatch(file -> !read(file.getKey()).equals(file.getValue()));
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** Which secret of the registry in force cannot be had anew, and why. */
  Optional<String> problem() {
    return aws.problem();
  }

  private static Secret read(Path file) {
    try {
      return new Secret(Files.readString(file).strip());
    } catch (IOException e) {
      throw new IllegalStateException("the tenant registry needs the file " + file, e);
    }
  }
}
