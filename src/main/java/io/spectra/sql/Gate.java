package io.spectra.sql;

import io.spectra.failure.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.OptionalInt;

/** The SQL gate: rules decide, the parser explains, verdicts are remembered. */
@ApplicationScoped
public class Gate implements SqlGate {
  private final Judge judge;

  public Gate(SqlOptions options) {
    this.judge =
        new Judge(
            Policy.load(
                options.blockedFunctions().orElse(List.of()),
                options.blockedObjects().orElse(List.of())));
  }

  @Override
  public GatedSql judge(String sql, OptionalInt maxRows) {
    return verdict(sql).limitTo(maxRows);
  }

  private Verdict verdict(String sql) {
    try {
      return new Verdict.Passed(new Approved(judge.judge(sql)));
    } catch (Failure refusal) {
      return new Verdict.Refused(refusal);
    }
  }
}
