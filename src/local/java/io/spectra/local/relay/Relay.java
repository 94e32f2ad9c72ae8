package io.spectra.local.relay;

import io.spectra.local.S3Access;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Makes a PostgreSQL server look like Amazon Redshift to the genuine Redshift JDBC driver, on the
 * level of the wire protocol (version 3, see the chapter "Frontend/Backend Protocol" of the
 * PostgreSQL manual). UNLOAD and COPY run against a real S3 API. Everything else passes unchanged.
 */
public final class Relay implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Relay.class.getName());
  private static final int BACKLOG = 256;

  private final ServerSocket listener;
  private final Database database;
  private final S3Client s3;
  private final ExecutorService threads;
  private final Sessions sessions;

  private Relay(ServerSocket listener, Database database, S3Client s3) {
    this.listener = listener;
    this.database = database;
    this.s3 = s3;
    AtomicInteger number = new AtomicInteger();
    threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "relay-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    sessions = new Sessions(threads);
  }

  /**
   * Starts a relay on loopback.
   *
   * @param port where clients connect; 0 for any free port
   * @param databasePort where PostgreSQL listens
   * @param s3 where UNLOAD writes and COPY reads
   */
  public static Relay start(int port, int databasePort, S3Access s3) throws IOException {
    return start(InetAddress.getLoopbackAddress(), port, Database.local(databasePort), s3);
  }

  /**
   * Starts a relay anywhere.
   *
   * @param bind where clients connect
   * @param port where clients connect; 0 for any free port
   */
  public static Relay start(InetAddress bind, int port, Database database, S3Access s3)
      throws IOException {
    Relay relay = new Relay(new ServerSocket(port, BACKLOG, bind), database, s3.client());
    relay.threads.execute(relay::accept);
    return relay;
  }

  /** The port on which it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    sessions.close();
    threads.shutdownNow();
    s3.close();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        sessions.start(
            new Session(client, database, sessions, new S3Transfers(s3, threads, database)));
      } catch (IOException e) {
        LOG.log(listener.isClosed() ? Level.DEBUG : Level.WARNING, "cannot accept", e);
      }
    }
  }
}
