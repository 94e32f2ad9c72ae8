package io.spectra.sql;

import io.spectra.failure.Failure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.OptionalInt;

/** The SQL gate: rules decide, the parser explains, verdicts are remembered. Thread-safe. */
@ApplicationScoped
public class Gate implements SqlGate {
  private final Judge judge;
  private final ParserThreads threads;
  private final SecondOpinion secondOpinion;
  private final Verdicts verdicts;

  public Gate(SqlOptions options) {
    this.judge =
        new Judge(
            Policy.load(
                options.blockedFunctions().orElse(List.of()),
                options.blockedObjects().orElse(List.of())));
    this.threads = new ParserThreads(options.parserThreads(), options.parserMillis());
    this.secondOpinion = new SecondOpinion(threads);
    this.verdicts = new Verdicts(options.cachedVerdicts(), options.cachedBytes());
    // The parser's tables take a tenth of a second to load: not at the first caller's expense.
    verdict("SELECT 1");
  }

  @Override
  public GatedSql judge(String sql, OptionalInt maxRows) {
    return verdicts.get(sql, this::verdict).limitTo(maxRows);
  }

  private Verdict verdict(String sql) {
    try {
      return new Verdict.Passed(new Approved(decide(sql)));
    } catch (Failure refusal) {
      return new Verdict.Refused(refusal);
    }
  }

  /** The verdict itself, neither remembered nor taken from memory. */
  Rebuilt decide(String sql) {
    Rebuilt rebuilt = judge.judge(sql);
    secondOpinion.check(rebuilt);
    return rebuilt;
  }

  @PreDestroy
  void close() {
    threads.close();
  }
}
