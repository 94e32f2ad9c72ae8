package io.spectra.bulk.export;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The JVM that exports, small in memory; it ends with this one. */
final class ExportWorker implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final PrintStream orders;

  private ExportWorker(Process process) {
    this.process = process;
    this.answers = process.inputReader();
    this.orders = new PrintStream(process.getOutputStream(), true);
  }

  static ExportWorker start(Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx128m");
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    command.addAll(List.of(System.getProperty("worker", "-Dspectra.bench=export").split(";")));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ExportBenchWorker.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    ExportWorker worker = new ExportWorker(builder.start());
    Runtime.getRuntime().addShutdownHook(new Thread(worker.process::destroyForcibly));
    return worker;
  }

  /**
   * @param way such as {@code STREAM/CSV/GZIP}
   */
  ExportFigures export(String way, String query) throws IOException {
    orders.println(way + "/" + query);
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      // Its JVM may speak too, such as of a recording that was asked for.
      if (line.startsWith(ExportFigures.MARK)) {
        return ExportFigures.of(line);
      }
    }
    throw new IOException("the worker ended");
  }

  @Override
  public void close() {
    // It ends when no order can come any more.
    orders.close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
