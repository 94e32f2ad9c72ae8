package io.spectra.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key of a server named localhost and its own certificate, made for a test, as PEM files.
 *
 * @param certificate file of the certificate
 * @param key file of the private key
 */
public record ServerKey(Path certificate, Path key) {
  private static final String PASSWORD = "for-this-test";
  private static final String KEYTOOL =
      Path.of(System.getProperty("java.home"), "bin", "keytool")
          + " -genkeypair -alias server -keyalg EC -groupname secp256r1 -validity 2"
          + " -dname CN=localhost -ext san=dns:localhost,ip:127.0.0.1 -storetype PKCS12";
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  /** Makes one by the JDK's keytool. */
  public static ServerKey in(Path folder) throws IOException {
    Path store = folder.resolve("server.p12");
    Process keytool =
        new ProcessBuilder((KEYTOOL + " -keystore " + store + " -storepass " + PASSWORD).split(" "))
            .redirectErrorStream(true)
            .start();
    String told = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(store).as(told).exists();
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      Certificate certificate = keys.getCertificate("server");
      byte[] secret = keys.getKey("server", PASSWORD.toCharArray()).getEncoded();
      return new ServerKey(
          pem(folder.resolve("server.crt"), "CERTIFICATE", certificate.getEncoded()),
          pem(folder.resolve("server.key"), "PRIVATE KEY", secret));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** What speaks TLS with it, as the server. */
  public SSLContext context() throws IOException {
    try (InputStream in = Files.newInputStream(certificate.resolveSibling("server.p12"))) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static Path pem(Path file, String what, byte[] bytes) throws IOException {
    return Files.writeString(
        file,
        "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
            .formatted(what, LINES.encodeToString(bytes)));
  }
}
