package io.spectra.chaos;

import static org.awaitility.Awaitility.await;

import io.spectra.TestStack;
import io.spectra.api.ApiClient;
import io.spectra.api.peers.Ownership;
import io.spectra.local.KafkaBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Two instances of the packaged service with a broker of their own, each of which can be ended and
 * started again. The warehouse and the storage are the {@link TestStack}'s.
 */
final class Deployment implements AutoCloseable {
  static final int INSTANCES = 2;

  private static final String SECRET = "a-secret-of-this-test";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  private final Path folder;
  private final Ownership ownership = new Ownership(SECRET);
  private final ServiceProcess[] instances = new ServiceProcess[INSTANCES];
  private KafkaBroker broker;
  private volatile int frozen = -1;

  Deployment(Path folder) throws Exception {
    this.folder = folder;
    broker = KafkaBroker.start(folder.resolve("kafka"), 0);
    // The first one creates the topics.
    start(0);
    start(1);
    allReady();
  }

  String brokers() {
    return broker.bootstrapServers();
  }

  URI management(int instance) {
    return instances[instance].management();
  }

  URI api(int instance) {
    return instances[instance].api();
  }

  /** A tenant's client of an instance. */
  ApiClient client(int instance, String tenant) {
    return tenant.equals("acme") ? ApiClient.acme(api(instance)) : ApiClient.globex(api(instance));
  }

  /** A tenant's client of one of the instances that are not frozen. */
  ApiClient client(String tenant) {
    int any = ThreadLocalRandom.current().nextInt(INSTANCES);
    return client(any == frozen ? 1 - any : any, tenant);
  }

  /** An instance that is at work on a bulk job; waits for one. */
  int atWork() {
    return await("an instance is at work")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> anyOf(instance -> metric(instance, "spectra_workers_busy") > 0),
            instance -> instance >= 0);
  }

  /** How many attempts at bulk jobs are under way, here or there. */
  double workersBusy() {
    return metric(0, "spectra_workers_busy") + metric(1, "spectra_workers_busy");
  }

  /** The instance that keeps a tenant's jobs; waits until there is one. */
  int ownerOf(String tenant) {
    return await("somebody serves " + tenant)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> anyOf(instance -> ownership.serves(management(instance), tenant)),
            instance -> instance >= 0);
  }

  private static int anyOf(java.util.function.IntPredicate holds) {
    return IntStream.range(0, INSTANCES).filter(holds).findFirst().orElse(-1);
  }

  void kill(int instance) {
    instances[instance].kill();
  }

  /** Starts an instance that was killed; returns when it is ready. */
  void start(int instance, String... more) {
    Map<String, String> environment = environment(instance);
    for (int at = 0; at < more.length; at += 2) {
      environment.put(more[at], more[at + 1]);
    }
    try {
      instances[instance] =
          ServiceProcess.startInCluster(
              environment, Path.of("target", "chaos-" + instance + ".log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts all instances at once. */
  void startAll() {
    CompletableFuture.allOf(
            IntStream.range(0, INSTANCES)
                .mapToObj(instance -> CompletableFuture.runAsync(() -> start(instance)))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  /** SIGSTOP: whoever asks it meanwhile waits for an answer. */
  void freeze(int instance) throws Exception {
    frozen = instance;
    signal("STOP", instance);
  }

  /** SIGCONT. */
  void wake(int instance) throws Exception {
    signal("CONT", instance);
    frozen = -1;
  }

  private void signal(String name, int instance) throws Exception {
    long pid = instances[instance].handle().pid();
    new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
  }

  /** Ends the broker and starts it again on its port, with what it had. */
  void restartBroker() throws Exception {
    String address = broker.bootstrapServers();
    broker.close();
    broker =
        KafkaBroker.start(
            folder.resolve("kafka"),
            Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
  }

  /** Waits until all are ready, and somebody serves each tenant: partitions may move meanwhile. */
  void allReady() {
    for (ServiceProcess instance : instances) {
      await("an instance is ready again").atMost(Duration.ofSeconds(90)).until(instance::ready);
    }
    ChaosJobs.TENANTS.forEach(this::ownerOf);
  }

  /** A metric's value, of all its series together; 0 where the instance does not answer. */
  double metric(int instance, String name) {
    HttpRequest request =
        HttpRequest.newBuilder(management(instance).resolve("/q/metrics"))
            .timeout(Duration.ofSeconds(2))
            .build();
    try {
      return HTTP.send(request, BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith(name))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private Map<String, String> environment(int instance) {
    Map<String, String> environment = new HashMap<>(TestStack.environment());
    environment.put("KAFKA_BOOTSTRAP_SERVERS", brokers());
    environment.put("SPECTRA_STATE_DIR", folder.resolve("state-" + instance).toString());
    environment.put("SPECTRA_CLUSTER_SECRET", SECRET);
    environment.put("SPECTRA_BULK_QUERY_AUTOSTART", "1s");
    environment.put("SPECTRA_BULK_CONCURRENCY_PER_TENANT", "20");
    environment.put("SPECTRA_JOB_LEASE", "3s");
    environment.put("SPECTRA_JOB_HEARTBEAT", "600ms");
    environment.put("SPECTRA_JOB_ATTEMPTS", "50");
    environment.put("SPECTRA_LIMITS_ENABLED", "false");
    environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
    return environment;
  }

  @Override
  public void close() {
    for (ServiceProcess instance : instances) {
      if (instance != null) {
        instance.close();
      }
    }
    broker.close();
  }
}
