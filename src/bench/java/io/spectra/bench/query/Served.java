package io.spectra.bench.query;

import io.spectra.local.Port;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The laptop stack and the packaged service, each a process of its own, ready to be asked. */
final class Served implements AutoCloseable {
  private final Child stack;
  private final Map<String, String> environment = new HashMap<>();
  private Child service;
  private int port;

  private Served(Child stack) {
    this.stack = stack;
  }

  /**
   * @param flags of the service's JVM
   */
  static Served start(List<String> flags) throws Exception {
    String folder = System.getProperty("folder", "target/bench-stack");
    List<String> arguments = new ArrayList<>();
    arguments.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    arguments.add("-Xmx1g");
    arguments.addAll(Child.classPath());
    arguments.addAll(List.of(StackProcess.class.getName(), folder));
    Served served = new Served(Child.start("stack", Map.of(), arguments));
    try {
      served.serve(flags);
      return served;
    } catch (Exception e) {
      served.close();
      throw e;
    }
  }

  private void serve(List<String> flags) throws Exception {
    for (String line : stack.readUntil(StackProcess.READY)) {
      String[] pair = line.split("=", 2);
      if (pair.length == 2) {
        environment.put(pair[0], pair[1]);
      }
    }
    stack.drain();
    port = new Port(0, "").claim();
    int management = new Port(0, "").claim();
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
    environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    environment.put("SPECTRA_LIMITS_ENABLED", "false");
    // Nobody is refused for having waited: the reference server has all wait as long as it takes.
    environment.put("SPECTRA_LIMITS_QUERY_WAIT", "60s");
    List<String> packaged = new ArrayList<>(flags);
    // For a flight recording and the like.
    Stream.of(System.getProperty("service", "").split(" "))
        .filter(flag -> !flag.isEmpty())
        .forEach(packaged::add);
    packaged.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
    service = Child.start("service", environment, packaged).drain();
    awaitReady(management);
  }

  /** Where the warehouse is, for whoever asks it directly. */
  String warehouse() {
    return environment.get("SPECTRA_WAREHOUSE_URL");
  }

  Child service() {
    return service;
  }

  int port() {
    return port;
  }

  private void awaitReady(int management) throws Exception {
    URI ready = URI.create("http://127.0.0.1:" + management + "/q/health/ready");
    while (service.alive()) {
      try {
        if (((HttpURLConnection) ready.toURL().openConnection()).getResponseCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        // It does not listen yet.
      }
      Thread.sleep(200);
    }
    throw new IOException("the service ended; see target/bench-service.err");
  }

  @Override
  public void close() {
    if (service != null) {
      service.close();
    }
    stack.close();
  }
}
