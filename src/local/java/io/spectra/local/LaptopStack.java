package io.spectra.local;

import io.spectra.local.relay.Relay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;

/**
 * Everything that the service needs around it, on one machine and without a container: a real Kafka
 * broker, PostgreSQL behind a Redshift relay with the demo data, and an S3 server. All listen on
 * loopback and keep their data in one folder. Thread-safe once started.
 */
public final class LaptopStack implements AutoCloseable {
  private final LaptopSettings settings;
  private final Parts parts = new Parts();
  private final List<CompletableFuture<?>> starting = new CopyOnWriteArrayList<>();
  private KafkaBroker kafka;
  private S3Server s3;
  private PostgresServer postgres;
  private Relay relay;

  private LaptopStack(LaptopSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts the stack of a test: on free ports, in a folder that survives it.
   *
   * @param rows how many sales each demo tenant gets
   */
  public static LaptopStack startForTests(Path folder, int rows) throws Exception {
    return start(LaptopSettings.ephemeral(folder, rows));
  }

  /**
   * Starts all parts side by side and waits for them. If one fails, the others are closed.
   *
   * @throws IllegalStateException if a port is taken or the folder in use; the message is for the
   *     user
   */
  static LaptopStack start(LaptopSettings settings) throws Exception {
    return start(settings, new Parts());
  }

  /**
   * The same, in the charge of somebody who may close it before it has started.
   *
   * @param owner gets the stack at once
   */
  static LaptopStack start(LaptopSettings settings, Parts owner) throws Exception {
    LaptopStack stack = owner.add(new LaptopStack(settings));
    try {
      stack.start();
      return stack;
    } catch (Exception | Error e) {
      stack.close();
      throw e;
    }
  }

  /** What the service has to find in its environment to run against this stack. */
  public Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    environment.put("SPECTRA_WAREHOUSE_URL", warehouseUrl());
    environment.put("SPECTRA_WAREHOUSE_IAM_ROLE", "arn:aws:iam::000000000000:role/laptop");
    // A real cluster writes its files itself, and pays for that; here the stand-in would, on this
    // CPU.
    environment.put("SPECTRA_BULK_EXPORT_WAY", "stream");
    environment.put("SPECTRA_S3_BUCKET", s3.access().bucket());
    environment.put("SPECTRA_S3_ENDPOINT", s3.access().endpoint().toString());
    environment.put("SPECTRA_S3_REGION", s3.access().region());
    environment.put("SPECTRA_S3_ACCESS_KEY", s3.access().accessKey());
    environment.put("SPECTRA_S3_SECRET_KEY", s3.access().secretKey());
    environment.put("SPECTRA_TENANTS_FILE", tenants().path().toAbsolutePath().toString());
    environment.put("SPECTRA_STATE_DIR", folder("state").toAbsolutePath().toString());
    environment.put("SPECTRA_DEMO_CREDENTIALS", "accept");
    for (DemoTenant tenant : DemoTenant.ALL) {
      environment.put(tenant.passwordVariable(), tenant.password());
      environment.put(tenant.accessSecretVariable(), tenant.accessSecret());
    }
    return environment;
  }

  /** The address of the Redshift stand-in for the Redshift JDBC driver. */
  public String warehouseUrl() {
    return "jdbc:redshift://127.0.0.1:%d/%s?ssl=false".formatted(relay.port(), DemoData.DATABASE);
  }

  /** The address of the PostgreSQL behind it, where the superuser {@code postgres} may log in. */
  public String postgresUrl() {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(postgres.port(), DemoData.DATABASE);
  }

  /** Closes what runs, the latest first; what is just starting is waited for. */
  @Override
  public void close() {
    settled(starting).join();
    parts.close();
  }

  private void start() throws Exception {
    FolderLock lock = parts.add(FolderLock.on(settings.folder()));
    ServiceProcess.stopOrphan(settings.folder());
    if (settings.reset()) {
      OrphanedPostmaster.in(folder("postgres")).stop();
      lock.empty();
    }
    Files.createDirectories(folder("state"));
    tenants().writeUnlessThere();
    // Two threads that are the first to log wait for each other for ever.
    Logger.getLogger(LaptopStack.class.getName());
    var broker =
        inBackground(() -> parts.add(KafkaBroker.start(folder("kafka"), settings.kafka())));
    var objects = inBackground(() -> parts.add(S3Server.start(folder("s3"), settings.s3())));
    var database = inBackground(this::startDatabase);
    settled(starting).join();
    postgres = result(database);
    s3 = result(objects);
    kafka = result(broker);
    relay = parts.add(Relay.start(settings.redshift().claim(), postgres.port(), s3.access()));
  }

  private PostgresServer startDatabase() throws Exception {
    PostgresServer server =
        parts.add(PostgresServer.start(folder("postgres"), settings.postgres()));
    new DemoData(server::connect, settings.rows()).load();
    return server;
  }

  private TenantsFile tenants() {
    return new TenantsFile(folder("tenants.yaml"));
  }

  private Path folder(String name) {
    return settings.folder().resolve(name);
  }

  private <T> CompletableFuture<T> inBackground(Callable<T> start) {
    CompletableFuture<T> started =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return start.call();
              } catch (Exception e) {
                throw new CompletionException(e);
              }
            },
            task -> new Thread(task, "laptop-start").start());
    starting.add(started);
    return started;
  }

  /** Completes when all have ended, well or not. */
  private static CompletableFuture<Void> settled(List<CompletableFuture<?>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new))
        .exceptionally(failure -> null);
  }

  private static <T> T result(CompletableFuture<T> future) throws Exception {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Exception cause ? cause : new IOException(e.getCause());
    }
  }
}
