package io.spectra.bench.query;

import java.io.IOException;
import java.util.ArrayList;
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
 * connections} (1,16,64), {@code rounds} (5), {@code seconds} (1), {@code warm} (60 seconds before
 * the first shape, a third of that before the others), {@code flags} (of the JVMs).
 */
public final class QueryBench {
  private static final int WARMING = 16;

  /** By what warming is shorter where less is to be compiled. */
  private static final int LESS_CODE = 3;

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
  private final long warm = Long.getLong("warm", 60);
  private final int rounds = Integer.getInteger("rounds", 5);
  private final long nanos =
      (long) (Double.parseDouble(System.getProperty("seconds", "1")) * TimeUnit.SECONDS.toNanos(1));
  private final List<String> flags =
      List.of(System.getProperty("flags", "-Xmx512m -Dsun.net.httpserver.nodelay=true").split(" "));

  public static void main(String[] arguments) throws Exception {
    new QueryBench().run();
  }

  private void run() throws Exception {
    try (Served served = Served.start(flags);
        PlainLoop plain = new PlainLoop(served.warehouse());
        Child reference = Child.start("reference", Map.of(), reference(served.warehouse()))) {
      List<String> said = reference.readUntil(StackProcess.READY);
      int referencePort = Integer.parseInt(said.get(said.size() - 1));
      for (Shape shape : shapes) {
        // What the shapes have in common is compiled with the first.
        long seconds = shape == shapes.get(0) ? warm : warm / LESS_CODE;
        warm(shape, referencePort, reference, seconds / LESS_CODE);
        warm(shape, served.port(), served.service(), seconds);
        compare(shape, plain, referencePort, reference, served.port(), served.service());
      }
    }
  }

  private List<String> reference(String url) {
    List<String> arguments = new ArrayList<>(flags);
    arguments.addAll(Child.classPath());
    arguments.addAll(List.of(ReferenceServer.class.getName(), url));
    return arguments;
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
        if (toService.refused() > 0) {
          System.out.printf("  %d requests were refused%n", toService.refused());
        }
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

  /** Until its compilers have done most of what they will do. */
  private static void warm(Shape shape, int port, Child server, long seconds) throws IOException {
    try (HttpLoad load = new HttpLoad(port, shape, WARMING)) {
      load.run(TimeUnit.SECONDS.toNanos(seconds), server);
    }
  }
}
