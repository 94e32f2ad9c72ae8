package io.spectra.bench.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.spectra.api.contract.BodyValidation;
import io.spectra.api.contract.Contract;
import io.spectra.api.contract.Match;
import io.spectra.api.contract.Operation;
import io.spectra.api.contract.ParameterValidation;
import io.spectra.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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

/** What the contract costs a request; the target is 5 µs for a body that is taken. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ValidationBenchmark {
  private static final String SQL =
      "\"sql\":\"SELECT region, SUM(amount) AS total FROM sales WHERE year = 2025 GROUP BY region\"";

  private final Contract contract = Contract.load();
  private final BodyValidation bodies = new BodyValidation(contract);
  private final ParameterValidation parameters = new ParameterValidation(contract);
  private final Operation query = contract.operation("executeQuery").orElseThrow();
  private final Operation list = contract.operation("listBulkJobs").orElseThrow();
  private final byte[] plain = json("{" + SQL + "}");
  private final byte[] full =
      json(
          "{"
              + SQL
              + ",\"parameters\":{\"limit\":1000,\"timeout_seconds\":60,"
              + "\"bind\":{\"region\":\"EMEA\",\"least\":99.5}}}");
  private final byte[] faulty = json("{" + SQL + ",\"parameters\":{\"limits\":1000}}");

  @Benchmark
  public JsonNode plainQuery() {
    return bodies.check(query, plain);
  }

  @Benchmark
  public JsonNode queryWithParametersAndBind() {
    return bodies.check(query, full);
  }

  @Benchmark
  public Failure refusedQuery() {
    try {
      throw new IllegalStateException(bodies.check(query, faulty).toString());
    } catch (Failure failure) {
      return failure;
    }
  }

  @Benchmark
  public Map<String, Object> listParameters() {
    return parameters.check(list, Map.of("limit", List.of("50"), "state", List.of("Open")));
  }

  @Benchmark
  public Match findPath() {
    return contract.find(
        "GET", "/v1/bulk/jobs/bulk-job-0199a2b5-0142-7c53-a1b2-c3d4e5f60718/results");
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
