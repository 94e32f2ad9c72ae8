package io.spectra;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Configuration as the service reads it, for tests of single parts. */
public final class TestConfig {
  private static final int ABOVE_ALL = 1000;

  private TestConfig() {}

  /** The options of a feature: the stack's own, the defaults, and what the test sets. */
  public static <T> T of(Class<T> mapping, Map<String, String> settings) {
    return all(mapping, settings).getConfigMapping(mapping);
  }

  /** Everything that is configured. */
  public static SmallRyeConfig all(Class<?> mapping, Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDefaultSources()
        .addDiscoveredConverters()
        .withSources(new PropertiesConfigSource(settings, "test", ABOVE_ALL))
        .withMapping(mapping)
        .withValidateUnknown(false)
        .build();
  }
}
