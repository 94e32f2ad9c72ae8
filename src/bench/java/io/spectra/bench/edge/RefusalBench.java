package io.spectra.bench.edge;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long a client waits for a refusal, from the first byte sent to the last one of the answer,
 * against a service of the laptop stack that runs already: {@code java
 * src/bench/java/io/spectra/bench/edge/RefusalBench.java [port]}. Needs nothing but a JDK. Start
 * the service with {@code SPECTRA_LIMITS_FAILED_AUTHENTICATIONS_PER_MINUTE=1000000}, or all but the
 * first refusals are 429. The kinds take turns; medians of the rounds are told.
 */
public final class RefusalBench {
  private static final int ROUNDS = Integer.getInteger("rounds", 7);
  private static final int REQUESTS = Integer.getInteger("requests", 200);
  private static final String OWN = "Authorization: Bearer spk_acme_demo\r\nX-Tenant-ID: acme\r\n";
  private static final String JWT =
      "eyJhbGciOiJSUzI1NiIsImtpZCI6InRlc3QifQ.eyJpc3MiOiJodHRwczovL2lzc3Vlci50ZXN0In0."
          + "c2lnbmF0dXJl".repeat(20);

  private final int port;
  private Socket socket;
  private InputStream in;

  private RefusalBench(int port) {
    this.port = port;
  }

  public static void main(String[] arguments) throws IOException {
    new RefusalBench(arguments.length == 0 ? 8080 : Integer.parseInt(arguments[0])).run();
  }

  private static Map<String, String> kinds() {
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put("401 no credentials", get("/v1/jobs/job-none", "X-Tenant-ID: acme\r\n"));
    kinds.put("401 wrong key", get("/v1/jobs/job-none", OWN.replace("acme_demo", "wrong")));
    kinds.put("401 JWT", get("/v1/jobs/job-none", OWN.replace("spk_acme_demo", JWT)));
    kinds.put("401 AWS signature", get("/v1/jobs/job-none", signed()));
    kinds.put(
        "403 foreign tenant", get("/v1/jobs/job-none", OWN.replace("ID: acme", "ID: globex")));
    kinds.put(
        "403 permission",
        get("/v1/bulk/jobs/bulk-job-none", OWN.replace("acme_demo", "acme_readonly"))
            .replace("GET", "PATCH"));
    kinds.put("404 path", get("/v1/nothing", OWN));
    kinds.put("413 body", post("/v1/queries", OWN + "Content-Length: 2000000\r\n"));
    // Last: from here on the bucket is empty, if limits are on.
    kinds.put("429 rate limit", post("/v1/bulk/jobs", OWN + "Content-Length: 2\r\n") + "{}");
    return kinds;
  }

  private static String signed() {
    return "X-Tenant-ID: acme\r\nX-Amz-Date: 20200101T000000Z\r\n"
        + "Authorization: AWS4-HMAC-SHA256 Credential=SPECTRADEMOACME00000/20200101/eu-central-1/"
        + "execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature="
        + "0a".repeat(32)
        + "\r\n";
  }

  private static String get(String path, String headers) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
  }

  private static String post(String path, String headers) {
    return get(path, "Content-Type: application/json\r\n" + headers).replace("GET", "POST");
  }

  private void run() throws IOException {
    Map<String, String> kinds = kinds();
    Map<String, List<long[]>> rounds = new LinkedHashMap<>();
    for (int round = 0; round <= ROUNDS; round++) {
      for (var kind : kinds.entrySet()) {
        long[] nanos = ask(kind.getKey(), kind.getValue());
        // The first round warms up.
        if (nanos != null && round > 0) {
          rounds.computeIfAbsent(kind.getKey(), fresh -> new ArrayList<>()).add(nanos);
        }
      }
    }
    System.out.printf(
        "%-20s %10s %10s  (ms, medians of %d rounds of %d)%n",
        "refusal", "p50", "p99", ROUNDS, REQUESTS);
    rounds.forEach(
        (kind, all) ->
            System.out.printf(
                "%-20s %10.3f %10.3f%n", kind, median(all, 0.5) / 1e6, median(all, 0.99) / 1e6));
  }

  /** The times of one round; null where the service does not refuse so. */
  private long[] ask(String kind, String request) throws IOException {
    byte[] bytes = request.getBytes(StandardCharsets.US_ASCII);
    long[] nanos = new long[REQUESTS];
    connect();
    for (int i = 0; i < REQUESTS; i++) {
      if (kind.startsWith("413")) {
        // Its body never comes: the connection is of no more use.
        connect();
      }
      long began = System.nanoTime();
      socket.getOutputStream().write(bytes);
      String status = answer();
      nanos[i] = System.nanoTime() - began;
      if (!status.equals(kind.substring(0, 3))) {
        if (kind.startsWith("429") && i < 20) {
          nanos[i] = 0;
          continue;
        }
        System.out.println(kind + ": the service answers " + status);
        return null;
      }
    }
    socket.close();
    return Arrays.stream(nanos).filter(each -> each > 0).toArray();
  }

  private void connect() throws IOException {
    if (socket != null) {
      socket.close();
    }
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Reads one answer to its end; its status. */
  private String answer() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || head.lastIndexOf("\r\n\r\n") != head.length() - 4) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the connection ended: " + head);
      }
      head.append((char) next);
    }
    String lower = head.toString().toLowerCase(java.util.Locale.ROOT);
    int at = lower.indexOf("content-length: ") + "content-length: ".length();
    in.readNBytes(Integer.parseInt(lower.substring(at, lower.indexOf('\r', at)).strip()));
    return head.substring(9, 12);
  }

  private static double median(List<long[]> rounds, double quantile) {
    double[] each =
        rounds.stream()
            .mapToDouble(
                nanos -> {
                  long[] sorted = nanos.clone();
                  Arrays.sort(sorted);
                  return sorted[(int) (sorted.length * quantile)];
                })
            .sorted()
            .toArray();
    return each[each.length / 2];
  }
}
