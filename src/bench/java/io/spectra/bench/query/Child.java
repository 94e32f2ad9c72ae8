package io.spectra.bench.query;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, ended with this one. */
final class Child implements AutoCloseable {
  private static final long TICKS_A_SECOND = 100;
  private final Process process;

  private Child(Process process) {
    this.process = process;
  }

  /** Starts {@code java} with these arguments; what it writes goes to a file. */
  static Child start(String name, Map<String, String> environment, List<String> arguments)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(arguments));
    builder.environment().putAll(environment);
    builder.redirectError(new File("target/bench-" + name + ".err"));
    Child child = new Child(builder.start());
    Runtime.getRuntime().addShutdownHook(new Thread(child.process::destroyForcibly));
    return child;
  }

  static List<String> classPath() {
    return List.of("-cp", System.getProperty("java.class.path"));
  }

  private static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    return command;
  }

  /** The lines that it writes until it says this one. */
  List<String> readUntil(String last) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    List<String> read = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals(last)) {
        return read;
      }
      read.add(line);
    }
    throw new IOException("a child ended: " + read);
  }

  /** Throws away what it writes. */
  Child drain() {
    Thread thread =
        new Thread(
            () -> {
              try {
                process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
              } catch (IOException ended) {
                // With the process.
              }
            });
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  boolean alive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** The CPU time that it used so far, in user and system mode. */
  long cpuMicros() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    return TimeUnit.SECONDS.toMicros(ticks) / TICKS_A_SECOND;
  }

  /** Memory that it holds, in MiB. */
  long residentMebibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
