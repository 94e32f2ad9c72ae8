package io.spectra.bench.query;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Compares three ways to the same rows, in one run and by turns: (a) a plain loop over the Redshift
 * driver, (b) {@link ReferenceServer}, (c) the packaged service with everything on but the rate
 * limit. All three go through the same relay; (b) and (c) are processes of their own with equal JVM
 * flags, and are asked by the same single-threaded client.
 *
 * <p>{@code ./mvnw -q -Pquery-bench}; system properties: {@code shapes} (KEY,ROWS_100 …), {@code
 * connections} (1,16,64), {@code rounds} (5), {@code seconds} (1), {@code flags} (of the JVMs).
 */
public final class QueryBench {
  private final List<Shape> shapes =
      Stream.of(
              System.getProperty("shapes", "KEY,KEY_BOUND,ROWS_100,ROWS_10000,AGGREGATE")
                  .split(","))
          .map(Shape::valueOf)
          .toList();
  private final List<Integer> connections =
      Stream.of(System.getProperty("connections", "1,16,64").split(","))
          .map(Integer::valueOf)
          .toList();
  private final int rounds = Integer.getInteger("rounds", 5);
  private final long nanos =
      (long) (Double.parseDouble(System.getProperty("seconds", "1")) * TimeUnit.SECONDS.toNanos(1));
  private final List<String> flags =
      List.of(System.getProperty("flags", "-Xmx512m -Dsun.net.httpserver.nodelay=true").split(" "));

  public static void main(String[] arguments) throws Exception {
    new QueryBench().run();
  }

  private void run() throws Exception {
    String folder = System.getProperty("folder", "target/bench-stack");
    List<String> stackArguments =
        Stream.concat(
                Stream.of("-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-Xmx1g"),
                Stream.concat(
                    Child.classPath().stream(), Stream.of(StackProcess.class.getName(), folder)))
            .toList();
    try (Child stack = Child.start("stack", Map.of(), stackArguments)) {
      Map<String, String> environment = new HashMap<>();
      for (String line : stack.readUntil(StackProcess.READY)) {
        String[] pair = line.split("=", 2);
        if (pair.length == 2) {
          environment.put(pair[0], pair[1]);
        }
      }
      stack.drain();
      compare(environment);
    }
  }

  private void compare(Map<String, String> environment) throws Exception {
    String url = environment.get("SPECTRA_WAREHOUSE_URL");
    List<String> reference = new ArrayList<>(flags);
    reference.addAll(Child.classPath());
    reference.addAll(List.of(ReferenceServer.class.getName(), url));
    int port = freePort();
    int management = freePort();
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
    environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    environment.put("SPECTRA_LIMITS_ENABLED", "false");
    List<String> packaged = new ArrayList<>(flags);
    // For a flight recording and the like.
    packaged.addAll(
        Stream.of(System.getProperty("service", "").split(" "))
            .filter(flag -> !flag.isEmpty())
            .toList());
    packaged.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
    try (PlainLoop plain = new PlainLoop(url);
        Child b = Child.start("reference", Map.of(), reference);
        Child c = Child.start("service", environment, packaged).drain()) {
      List<String> said = b.readUntil(StackProcess.READY);
      awaitReady(management, c);
      int referencePort = Integer.parseInt(said.get(said.size() - 1));
      warm(referencePort, b);
      warm(port, c);
      for (Shape shape : shapes) {
        compare(shape, plain, referencePort, b, port, c);
      }
    }
  }

  private void compare(Shape shape, PlainLoop plain, int referencePort, Child b, int port, Child c)
      throws Exception {
    System.out.printf("%n%s%n", shape.label());
    List<Figures> loop = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      loop.add(plain.run(shape, nanos));
    }
    Figures a = Figures.median(loop);
    System.out.printf("  a  driver      %s%n", a);
    for (int count : connections) {
      try (HttpLoad toReference = new HttpLoad(referencePort, shape, count);
          HttpLoad toService = new HttpLoad(port, shape, count)) {
        List<Figures> ofReference = new ArrayList<>();
        List<Figures> ofService = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
          ofReference.add(toReference.run(nanos, b));
          ofService.add(toService.run(nanos, c));
        }
        tell(count, a, Figures.median(ofReference), Figures.median(ofService));
      }
    }
    System.out.printf("  service holds %d MiB%n", c.residentMebibytes());
  }

  private static void tell(int count, Figures a, Figures b, Figures c) {
    System.out.printf("  b  %3d reference %s%n", count, b);
    System.out.printf(
        "  c  %3d service   %s   c/b %.2f requests, %.2f MB; p50 %.2f x a%n",
        count, c, c.requests() / b.requests(), c.megabytes() / b.megabytes(), c.p50() / a.p50());
  }

  private void warm(int port, Child server) throws IOException {
    for (Shape shape : shapes) {
      try (HttpLoad load = new HttpLoad(port, shape, 8)) {
        load.run(Long.getLong("warm", 3) * TimeUnit.SECONDS.toNanos(1), server);
      }
    }
  }

  private static void awaitReady(int management, Child service) throws Exception {
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

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
