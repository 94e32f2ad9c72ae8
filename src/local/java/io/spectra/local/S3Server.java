package io.spectra.local;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An S3 server in this JVM that keeps its objects as files and checks every signature (version 4),
 * presigned URLs included. It has one bucket from the start.
 */
public final class S3Server implements AutoCloseable {
  /**
   * Held, so that its level stays. As long as nobody has configured the log manager, every level
   * counts as wanted, and the server spends nine tenths of its time on messages that nobody sees.
   */
  private static final Logger SERVER_LOG = Logger.getLogger("org.gaul");

  private final S3Proxy proxy;
  private final S3Access access;

  private S3Server(S3Proxy proxy, S3Access access) {
    this.proxy = proxy;
    this.access = access;
  }

  /**
   * Starts the server and makes its bucket unless it is there.
   *
   * @param folder where the objects lie
   * @param port the port to listen on; 0 for any free one
   * @throws IllegalStateException if the port is taken
   */
  public static S3Server start(Path folder, int port) throws Exception {
    return start(folder, new Port(port, "the S3 port"));
  }

  static S3Server start(Path folder, Port wanted) throws Exception {
    return start(folder, "127.0.0.1", wanted.claim());
  }

  /**
   * Starts the server anywhere.
   *
   * @param bind the address to listen on
   */
  static S3Server start(Path folder, String bind, int port) throws Exception {
    SERVER_LOG.setLevel(Level.WARNING);
    URI endpoint = URI.create("http://%s:%d".formatted(bind, port));
    Files.createDirectories(folder);
    S3Access access = S3Access.demo(endpoint);
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(new FilesystemNio2BlobStore(folder.toAbsolutePath().toString()))
            .endpoint(endpoint)
            // As a bucket is set up whose presigned URLs pages use: any of them may here.
            .corsRules(new CrossOriginResourceSharing())
            .awsAuthentication(AuthenticationType.AWS_V4, access.accessKey(), access.secretKey())
            .build();
    FormBodies.leaveAlone(proxy);
    proxy.start();
    S3Server server = new S3Server(proxy, access);
    try {
      server.makeBucket();
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  /** How a client reaches this server. */
  public S3Access access() {
    return access;
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("the S3 server does not stop", e);
    }
  }

  private void makeBucket() {
    try (S3Client client = access.client()) {
      boolean missing =
          client.listBuckets().buckets().stream()
              .noneMatch(bucket -> bucket.name().equals(access.bucket()));
      if (missing) {
        client.createBucket(request -> request.bucket(access.bucket()));
      }
    }
  }
}
