package io.spectra.chaos;

import static org.awaitility.Awaitility.await;

import io.spectra.local.Port;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged service in a process of its own, as an operator runs it, that a test may kill. */
public final class ServiceProcess implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  private final Process process;
  private final URI api;
  private final URI management;

  private ServiceProcess(Process process, int apiPort, int managementPort) {
    this.process = process;
    this.api = URI.create("http://127.0.0.1:" + apiPort);
    this.management = URI.create("http://127.0.0.1:" + managementPort);
  }

  /**
   * Starts the packaged application and waits until it is ready.
   *
   * @param environment what an operator would set; ports are chosen here
   * @param log where its output goes, appended
   */
  public static ServiceProcess start(
      Map<String, String> environment, Path log, String... javaOptions) throws IOException {
    return start(environment, new Port(0, "").claim(), log, javaOptions);
  }

  /** Starts one of several instances; the others reach it at its management port. */
  public static ServiceProcess startInCluster(Map<String, String> environment, Path log)
      throws IOException {
    int managementPort = new Port(0, "").claim();
    Map<String, String> all = new HashMap<>(environment);
    all.put("SPECTRA_CLUSTER_ADDRESS", "127.0.0.1:" + managementPort);
    return start(all, managementPort, log);
  }

  private static ServiceProcess start(
      Map<String, String> environment, int managementPort, Path log, String... javaOptions)
      throws IOException {
    int apiPort = new Port(0, "").claim();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(javaOptions));
    command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SPECTRA_SHUTDOWN_DELAY", "0s");
    builder.environment().putAll(environment);
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(apiPort));
    builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    ServiceProcess service = new ServiceProcess(builder.start(), apiPort, managementPort);
    await("the service is ready; its log is " + log)
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(200))
        .until(service::ready);
    return service;
  }

  public URI api() {
    return api;
  }

  public URI management() {
    return management;
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Whether readiness says yes now. */
  public boolean ready() {
    if (!process.isAlive()) {
      throw new IllegalStateException("the service ended with " + process.exitValue());
    }
    try {
      HttpRequest request =
          HttpRequest.newBuilder(management.resolve("/q/health/ready"))
              .timeout(Duration.ofSeconds(5))
              .build();
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** kill -9: no hook runs, nothing is flushed. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /**
   * Waits for the end of the process.
   *
   * @throws IllegalStateException when it takes longer
   */
  public int exitCode(Duration most) throws InterruptedException {
    if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the service has not ended within " + most);
    }
    return process.exitValue();
  }

  /** A clean stop. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    }
  }
}
