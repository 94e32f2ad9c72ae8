package io.spectra.sql;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Makes gates as the application would, without the application. */
final class Gates {
  private Gates() {}

  /** A gate with the options' defaults. */
  static Gate standard() {
    return with(Map.of());
  }

  /** A gate with these options, named as in {@code application.properties}. */
  static Gate with(Map<String, String> options) {
    return new Gate(
        new SmallRyeConfigBuilder()
            .withMapping(SqlOptions.class)
            .withDefaultValues(options)
            .build()
            .getConfigMapping(SqlOptions.class));
  }
}
