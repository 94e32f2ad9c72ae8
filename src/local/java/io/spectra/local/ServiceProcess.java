package io.spectra.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged service as a process of its own. Which one it is stands in a file, so that the next
 * start can end it should this process be killed.
 */
final class ServiceProcess implements AutoCloseable {
  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
  private static final int STOP_SECONDS = 20;

  private final Process process;
  private final Path pidFile;

  private ServiceProcess(Process process, Path pidFile) {
    this.process = process;
    this.pidFile = pidFile;
  }

  /**
   * @param folder where the file lies that remembers the process
   * @param environment what the service gets on top of this process's environment
   */
  static ServiceProcess start(Path folder, Map<String, String> environment) throws IOException {
    if (Files.notExists(JAR)) {
      throw new IllegalStateException(JAR + " is missing: build the service first");
    }
    ProcessBuilder builder = new ProcessBuilder(command()).inheritIO();
    builder.environment().putAll(environment);
    Process process = builder.start();
    Path pidFile = pidFile(folder);
    Files.writeString(pidFile, identity(process.toHandle()));
    return new ServiceProcess(process, pidFile);
  }

  /** Ends a service that outlived the laptop process which had started it. */
  static void stopOrphan(Path folder) throws IOException {
    Path pidFile = pidFile(folder);
    if (Files.notExists(pidFile)) {
      return;
    }
    String identity = Files.readString(pidFile);
    ProcessHandle.of(Long.parseLong(identity.split(" ")[0]))
        .filter(process -> identity(process).equals(identity))
        .ifPresent(
            orphan -> {
              orphan.destroyForcibly();
              orphan.onExit().join();
            });
    Files.delete(pidFile);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the service to end, and returns its exit code. */
  int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(pidFile);
  }

  private static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String options = System.getenv().getOrDefault("JAVA_OPTS", "").strip();
    if (!options.isEmpty()) {
      command.addAll(List.of(options.split("\\s+")));
    }
    command.addAll(List.of("-jar", JAR.toString()));
    return command;
  }

  private static Path pidFile(Path folder) {
    return folder.resolve("service.pid");
  }

  /** A pid alone may belong to another process by now. */
  private static String identity(ProcessHandle process) {
    return process.pid() + " " + process.info().startInstant().map(Instant::toString).orElse("");
  }
}
