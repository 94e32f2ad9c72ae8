package io.spectra.sql;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What operators may set about the SQL gate. The built-in policy can be added to, not reduced. */
@ConfigMapping(prefix = "spectra.sql")
public interface SqlOptions {

  /**
   * Functions refused besides those of the built-in policy, without regard to case; {@code *}
   * stands for any characters. Default: none.
   */
  Optional<List<String>> blockedFunctions();

  /**
   * Schemas, tables and views refused besides those of the built-in policy, written likewise.
   * Default: none.
   */
  Optional<List<String>> blockedObjects();

  /** Verdicts remembered at most; 0 for none. Default: 2000. */
  @WithDefault("2000")
  int cachedVerdicts();

  /** Memory that remembered verdicts may take, in bytes, estimated. Default: 16 MiB. */
  @WithDefault("16777216")
  long cachedBytes();

  /**
   * CPU time that the parser may spend on one statement, in milliseconds; what takes longer is left
   * to the warehouse. 0 asks no parser: syntax errors then come from the warehouse. Default: 100.
   */
  @WithDefault("100")
  int parserMillis();

  /** Threads that parse at the same time at most. Default: 2. */
  @WithDefault("2")
  int parserThreads();
}
