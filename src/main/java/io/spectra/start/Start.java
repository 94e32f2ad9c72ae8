package io.spectra.start;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.configuration.ConfigUtils;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Starts the service once its options were judged, and says why when it does not start. */
public final class Start {
  /** {@code EX_CONFIG} of sysexits.h: a restart alone does not help. */
  private static final int MISCONFIGURED = 78;

  private Start() {}

  /**
   * Starts the service and waits for its end; all that is wrong with the options is told at once.
   */
  public static void run(String... arguments) {
    List<String> faults = new OptionsCheck(ConfigUtils::emptyConfigBuilder).faults();
    if (!faults.isEmpty()) {
      tell("Spectra does not start: " + count(faults.size()) + " to mend", faults);
      System.exit(MISCONFIGURED);
    }
    Quarkus.run(null, Start::ended, arguments);
  }

  private static String count(int faults) {
    return faults == 1 ? "one option" : faults + " options";
  }

  /** The framework's own report of a failed start, a page of stack trace, is switched off. */
  private static void ended(int code, Throwable failure) {
    if (failure != null) {
      Causes causes = new Causes(failure);
      tell("Spectra does not start", causes.sentences());
      if (causes.unforeseen()) {
        failure.printStackTrace(); // NOPMD: the log is closed by now
      }
    }
    System.exit(code);
  }

  private static void tell(String headline, List<String> lines) {
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    err.println(headline);
    lines.forEach(line -> err.println("  - " + line));
  }
}
