package io.spectra.bench.sql;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.spectra.sql.Gate;
import io.spectra.sql.GatedSql;
import io.spectra.sql.SqlOptions;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a verdict costs. Targets for the rules alone: 5 µs for a small statement, 50 µs for one of
 * TPC-H's size, 250 µs for one of TPC-DS's; 1 µs for a verdict that is remembered.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GateBenchmark {
  private static final OptionalInt ROWS = OptionalInt.of(10_000);

  @Param public Sample sample;

  private final Gate full = gate(Map.of());
  private final Gate forgetful = gate(Map.of("spectra.sql.cached-verdicts", "0"));
  private final Gate withoutParser =
      gate(Map.of("spectra.sql.cached-verdicts", "0", "spectra.sql.parser-millis", "0"));
  private String sql;

  @Setup
  public void setUp() {
    sql = sample.sql();
  }

  private static Gate gate(Map<String, String> options) {
    return new Gate(
        new SmallRyeConfigBuilder()
            .withMapping(SqlOptions.class)
            .withDefaultValues(options)
            .build()
            .getConfigMapping(SqlOptions.class));
  }

  @Benchmark
  public GatedSql rulesAlone() {
    return withoutParser.judge(sql, ROWS);
  }

  @Benchmark
  public GatedSql firstTime() {
    return forgetful.judge(sql, ROWS);
  }

  /** What {@link #remembered} spends before it asks: to be taken off its figure. */
  @Benchmark
  public String copyAlone() {
    return new String(sql.toCharArray());
  }

  /** A copy of the text, as a request's would be: its hash is not known yet. */
  @Benchmark
  public GatedSql remembered() {
    return full.judge(new String(sql.toCharArray()), ROWS);
  }
}
