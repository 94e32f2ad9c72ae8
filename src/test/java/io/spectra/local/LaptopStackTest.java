package io.spectra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class LaptopStackTest {
  private static final int ROWS = 500;

  @Test
  @DisplayName("The laptop stack keeps its data and its tenants file over a restart, until a reset")
  void keepsItsData(@TempDir Path folder) throws Exception {
    try (LaptopStack stack = LaptopStack.startForTests(folder, ROWS)) {
      assertThat(acme(stack, "SELECT count(*) FROM sales")).isEqualTo("500");
      acme(stack, "DELETE FROM sales WHERE sale_id > 10 RETURNING 1");
      withS3(stack, s3 -> s3.putObject(put -> put.bucket("spectra-local").key("k"), text("kept")));
      Files.writeString(folder.resolve("tenants.yaml"), "tenants: [] # the user's own\n");
    }

    try (LaptopStack stack = LaptopStack.startForTests(folder, ROWS)) {
      assertThat(acme(stack, "SELECT count(*) FROM sales")).isEqualTo("10");
      withS3(
          stack,
          s3 ->
              assertThat(s3.getObjectAsBytes(get -> get.bucket("spectra-local").key("k")))
                  .satisfies(bytes -> assertThat(bytes.asUtf8String()).isEqualTo("kept")));
      assertThat(folder.resolve("tenants.yaml")).content().contains("the user's own");
    }

    try (LaptopStack stack = LaptopStack.start(settings(folder, Map.of("RESET", "true")))) {
      assertThat(acme(stack, "SELECT count(*) FROM sales")).isEqualTo("500");
      assertThat(folder.resolve("tenants.yaml")).content().contains("id: acme");
    }
  }

  @Test
  @DisplayName(
      "A taken port stops the start with its number and variable, and nothing stays behind")
  void refusesATakenPort(@TempDir Path folder) throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String taken = String.valueOf(other.getLocalPort());

      assertThatThrownBy(() -> LaptopStack.start(settings(folder, Map.of("S3_PORT", taken))))
          .hasMessageContaining("port " + taken + " is taken")
          .hasMessageContaining("SPECTRA_LOCAL_S3_PORT");
    }
    assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  @DisplayName("A second stack in the same folder is refused")
  void refusesAFolderInUse(@TempDir Path folder) throws Exception {
    try (FolderLock lock = FolderLock.on(folder)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> LaptopStack.startForTests(folder, ROWS))
          .hasMessageContaining("another laptop stack runs in " + folder)
          .hasMessageContaining("SPECTRA_LOCAL_DIR");
    }
  }

  /** Settings with free ports, and what else a test sets of {@code SPECTRA_LOCAL_…}. */
  private static LaptopSettings settings(Path folder, Map<String, String> others) {
    Map<String, String> environment = new HashMap<>();
    for (String part : new String[] {"KAFKA", "S3", "REDSHIFT", "POSTGRES"}) {
      environment.put("SPECTRA_LOCAL_" + part + "_PORT", "0");
    }
    environment.put("SPECTRA_LOCAL_DIR", folder.toString());
    environment.put("SPECTRA_LOCAL_ROWS", String.valueOf(ROWS));
    others.forEach((name, value) -> environment.put("SPECTRA_LOCAL_" + name, value));
    return LaptopSettings.from(environment);
  }

  private static String acme(LaptopStack stack, String sql) throws SQLException {
    String password = stack.environment().get("SPECTRA_LOCAL_ACME_PASSWORD");
    try (Connection connection =
            DriverManager.getConnection(stack.warehouseUrl(), "spectra_acme", password);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private interface S3Use {
    void with(S3Client client);
  }

  private static void withS3(LaptopStack stack, S3Use use) {
    java.net.URI endpoint = java.net.URI.create(stack.environment().get("SPECTRA_S3_ENDPOINT"));
    try (S3Client client = S3Access.demo(endpoint).client()) {
      use.with(client);
    }
  }

  private static RequestBody text(String text) {
    return RequestBody.fromString(text);
  }
}
