package io.spectra.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The tenant registry of the laptop stack: written once, then its user's to change. It holds
 * digests of the demo keys, and the names of the variables with the database passwords.
 */
record TenantsFile(Path path) {
  static final String ACME_KEY = "spk_acme_demo";
  static final String ACME_READONLY_KEY = "spk_acme_readonly";
  static final String GLOBEX_KEY = "spk_globex_demo";

  void writeUnlessThere() throws IOException {
    if (Files.notExists(path)) {
      Files.writeString(path, content());
    }
  }

  private static String content() {
    StringBuilder yaml =
        new StringBuilder(
            """
            # The tenants of this laptop stack and their credentials. Edit freely: it is written only when
            # missing, and the service reads it again within a second.
            # sha256 is the hex digest of a key, as in: printf %s spk_acme_demo | sha256sum
            tenants:
            """);
    for (DemoTenant tenant : DemoTenant.ALL) {
      yaml.append(
          """
            - id: %s
              database:
                user: %s
                password: { env: %s }
              keys:
          """
              .formatted(tenant.id(), tenant.user(), tenant.passwordVariable()));
      if (tenant.id().equals("acme")) {
        yaml.append(key("demo", ACME_KEY, "\"*\""));
        yaml.append(key("readonly", ACME_READONLY_KEY, "\"query:execute\", \"bulk:read\""));
      } else {
        yaml.append(key("demo", GLOBEX_KEY, "\"*\""));
      }
      yaml.append(
          """
              aws:
                - name: demo-signer
                  access-key: %s
                  secret: { env: %s }
                  permissions: ["*"]
          """
              .formatted(tenant.accessKey(), tenant.accessSecretVariable()));
    }
    return yaml.toString();
  }

  private static String key(String name, String key, String permissions) {
    return """
                - name: %s
                  sha256: %s
                  permissions: [%s]
          """
        .formatted(name, sha256(key), permissions);
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
