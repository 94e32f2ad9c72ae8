package io.spectra.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an audit record costs: the request lays it down ({@code laidDown}); a thread of its own
 * hashes and writes it ({@code written}, without what Kafka's producer does with a batch of them).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AuditBenchmark {
  private static final String SQL =
      "SELECT region, SUM(amount) AS total FROM sales WHERE sale_id = 4711 GROUP BY region";

  private final BlockingQueue<AuditRecord> waiting = new ArrayBlockingQueue<>(16);
  private final ObjectMapper json =
      new ObjectMapper()
          .findAndRegisterModules()
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
  private final AuditRecord record = record();

  private static AuditRecord record() {
    return new AuditRecord(
        Instant.now(),
        "01a21515-d971-7489-b374-139bcf097cf0",
        "acme",
        "acme/demo",
        null,
        "executeQuery",
        "127.0.0.1",
        200,
        "OK",
        "job-01a21515-d971-7489-b374-139bcf097cf0",
        SQL,
        null,
        3L,
        412,
        5);
  }

  @Benchmark
  public Object laidDown() {
    waiting.offer(record());
    return waiting.poll();
  }

  @Benchmark
  public byte[] written() throws JsonProcessingException, NoSuchAlgorithmException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(SQL.getBytes(StandardCharsets.UTF_8));
    return json.writeValueAsBytes(record.hashed(HexFormat.of().formatHex(hash), false));
  }
}
