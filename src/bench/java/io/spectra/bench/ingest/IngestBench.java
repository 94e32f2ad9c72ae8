package io.spectra.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.spectra.api.ApiClient;
import io.spectra.bulk.ingest.LoadClient;
import io.spectra.chaos.ServiceProcess;
import io.spectra.local.LaptopStack;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a load costs beside {@code psql \copy} of the same file into the same table, and an upsert
 * beside an insert. The service runs with {@code -Xmx256m}; the upload is not counted. Warm,
 * alternately, medians and the fastest of each, as a busy machine is unfair to whoever needs two
 * cores; and the CPU seconds of the service and of each part of the stand-ins, as these share the
 * machine's cores with it here. The loads of a fresh service that warm it are told, too.
 *
 * <p>{@code -Drows=2000000 -Dwarm=12 -Drounds=5 -Dwhat=insert,upsert}, and {@code
 * -Dservice.options} for the service's JVM.
 */
public final class IngestBench {
  private static final int ROWS = Integer.getInteger("rows", 2_000_000);
  private static final int WARM = Integer.getInteger("warm", 12);
  private static final int ROUNDS = Integer.getInteger("rounds", 5);
  private static final String WHAT = System.getProperty("what", "insert,upsert");
  private static final String[] JAVA =
      ("-Xmx256m " + System.getProperty("service.options", "")).strip().split(" ");

  /** A table of the tenant's own: the columns of the file, and nothing else. */
  private static final String OWN =
      """
      DROP TABLE IF EXISTS bench_rows;
      CREATE TABLE bench_rows (id bigint NOT NULL, region varchar(16), product varchar(64),
        quantity integer, amount decimal(18,2), discount double precision, returned boolean,
        year integer, sold_at timestamp, note varchar(64), PRIMARY KEY (id));
      GRANT SELECT, INSERT, UPDATE, DELETE ON bench_rows TO spectra_acme;
      """;

  /** One that tenants share, by one more column and row-level security. */
  private static final String SHARED =
      """
      DROP TABLE IF EXISTS bench_rows;
      CREATE TABLE bench_rows (id bigint NOT NULL, region varchar(16), product varchar(64),
        quantity integer, amount decimal(18,2), discount double precision, returned boolean,
        year integer, sold_at timestamp, note varchar(64),
        tenant_id varchar(64) NOT NULL DEFAULT current_tenant(), PRIMARY KEY (tenant_id, id));
      ALTER TABLE bench_rows ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own_rows ON bench_rows
        USING (tenant_id = (SELECT current_tenant()))
        WITH CHECK (tenant_id = (SELECT current_tenant()));
      GRANT SELECT, INSERT, UPDATE, DELETE ON bench_rows TO spectra_acme;
      """;

  private static final Pattern TIMES = Pattern.compile("\\d+ records: [^\"]+");

  private static final String OF_ACME = "ALTER TABLE bench_rows ALTER tenant_id SET DEFAULT 'acme'";

  private final LaptopStack stack;
  private final LoadClient acme;
  private final Path folder;
  private final BenchCpu cpu;

  private IngestBench(LaptopStack stack, LoadClient acme, Path folder, BenchCpu cpu) {
    this.stack = stack;
    this.acme = acme;
    this.folder = folder;
    this.cpu = cpu;
  }

  public static void main(String[] arguments) throws Exception {
    // As the laptop does: unless told otherwise the log manager takes every level.
    java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.WARNING);
    Path folder = Files.createDirectories(Path.of("target/ingest-bench").toAbsolutePath());
    empty(folder);
    try (LaptopStack stack = LaptopStack.startForTests(folder.resolve("stack"), 1_000)) {
      Map<String, String> environment = new TreeMap<>(stack.environment());
      environment.put("SPECTRA_LIMITS_ENABLED", "false");
      environment.put("SPECTRA_STATE_DIR", folder.resolve("state").toString());
      try (ServiceProcess service =
          ServiceProcess.start(environment, folder.resolve("service.log"), JAVA)) {
        ApiClient api = ApiClient.acme(service.api()).whenReady();
        // Told of the end at once, as a client may ask, so that asking takes no part of the
        // machine.
        LoadClient acme = new LoadClient(api.with("Prefer", "wait=60"));
        BenchCpu cpu = new BenchCpu(service.handle().pid(), folder.resolve("stack/postgres"));
        new IngestBench(stack, acme, folder, cpu).run();
        System.out.printf("most memory of the service: %d MiB%n", cpu.servicePeak());
        try (var log = Files.lines(folder.resolve("service.log"))) {
          log.map(TIMES::matcher)
              .filter(Matcher::find)
              .forEach(found -> System.out.println("  " + found.group()));
        }
      }
    }
    System.exit(0);
  }

  /** What an earlier run left. */
  private static void empty(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!one.equals(folder)) {
          Files.delete(one);
        }
      }
    }
  }

  private void run() throws Exception {
    cpu.used();
    Path all = SampleFile.write(folder.resolve("all.csv"), 1, ROWS);
    System.out.printf("%d rows of 10 columns, %d MB%n", ROWS, Files.size(all) >> 20);
    for (int load = 1; load <= WARM; load++) {
      empty(SHARED);
      System.out.printf("  load %d of a fresh service: %d ms%n", load, load("insert", all));
    }
    if (WHAT.contains("insert")) {
      insert("a table of the tenant's own", OWN, all);
      insert("a shared table", SHARED, all);
    }
    if (WHAT.contains("upsert")) {
      changes();
    }
  }

  private void insert(String into, String table, Path all) throws Exception {
    List<Long> psql = new ArrayList<>();
    List<Long> copy = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      empty(table);
      cpu.used();
      psql.add(timed(() -> psql(all)));
      System.out.printf("  psql %d ms, CPU %s%n", psql.get(round), cpu.used());
      empty(table);
      copy.add(load("insert", all));
      System.out.printf("  load %d ms, CPU %s%n", copy.get(round), cpu.used());
    }
    System.out.printf(
        "insert of %d into %s: psql \\copy %d ms, load %d ms, speed %.2f of it; the fastest of each"
            + " %.2f%n",
        ROWS,
        into,
        median(psql),
        median(copy),
        median(psql) / (double) median(copy),
        Collections.min(psql) / (double) Collections.min(copy));
  }

  /** Half as many records again: new ones by insert, half new and half known by upsert. */
  private void changes() throws Exception {
    Path fresh = SampleFile.write(folder.resolve("fresh.csv"), ROWS + 1, ROWS + ROWS / 2);
    Path mixed =
        SampleFile.write(folder.resolve("mixed.csv"), ROWS - ROWS / 4 + 1, ROWS + ROWS / 4);
    List<Long> insert = new ArrayList<>();
    List<Long> upsert = new ArrayList<>();
    Path all = folder.resolve("all.csv");
    for (int round = 0; round < ROUNDS; round++) {
      empty(SHARED);
      psql(all);
      insert.add(load("insert", fresh));
      empty(SHARED);
      psql(all);
      upsert.add(load("upsert", mixed));
      System.out.printf("  insert %d ms, upsert %d ms%n", insert.get(round), upsert.get(round));
    }
    System.out.printf(
        "%d into %d: insert %d ms, upsert %d ms, %.2f times%n",
        ROWS / 2, ROWS, median(insert), median(upsert), median(upsert) / (double) median(insert));
  }

  private long load(String operation, Path file) throws Exception {
    String job = acme.created(LoadClient.job(operation, "bench_rows"));
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(acme.uploadUrl(job, 1)).PUT(BodyPublishers.ofFile(file)).build(),
            BodyHandlers.discarding());
    written();
    cpu.used();
    return timed(
        () -> {
          acme.start(job);
          JsonNode ended = acme.ended(job);
          if (ended.path("number_records_failed").asLong() != 0
              || !ended.path("state").asText().equals("JobComplete")) {
            throw new IllegalStateException(ended.toString());
          }
          return 0;
        });
  }

  private long psql(Path file) {
    try {
      Process psql =
          new ProcessBuilder(
                  "psql",
                  "-q",
                  stack.postgresUrl().replace("jdbc:postgresql://", "postgresql://postgres@"),
                  "-c",
                  "\\copy bench_rows ("
                      + SampleFile.COLUMNS
                      + ") from '"
                      + file
                      + "' with (format csv, header)")
              .inheritIO()
              .start();
      if (psql.waitFor() != 0) {
        throw new IllegalStateException("psql ended with " + psql.exitValue());
      }
      return 0;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void empty(String table) throws SQLException {
    try (Connection connection = DriverManager.getConnection(stack.postgresUrl(), "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute(table);
      // What psql, as another user, has there.
      statement.execute(table.equals(SHARED) ? OF_ACME : "SELECT 1");
      statement.execute("CHECKPOINT");
    }
    written();
  }

  /** Waits until the disk has what was written before, so that nobody pays for it later. */
  private static void written() {
    try {
      new ProcessBuilder("sync").start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long timed(LongSupplier work) {
    long begun = System.nanoTime();
    work.getAsLong();
    return (System.nanoTime() - begun) / 1_000_000;
  }

  private static long median(List<Long> all) {
    List<Long> sorted = new ArrayList<>(all);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
