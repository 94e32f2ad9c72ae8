package io.spectra.start;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at all options before anything starts, and finds all that is missing, unreadable or
 * contradictory, so that an operator need not start once for each.
 */
final class OptionsCheck {
  private static final Pattern MISSING = Pattern.compile("config property (\\S+) is required");
  private static final Pattern UNREADABLE =
      Pattern.compile("config property (\\S+) with the config value \"(.*?)\"");

  private final Supplier<SmallRyeConfigBuilder> sources;

  /**
   * @param sources gives a builder with all sources of configuration, and without mappings
   */
  OptionsCheck(Supplier<SmallRyeConfigBuilder> sources) {
    this.sources = sources;
  }

  /** One sentence for each fault; none when the service may start. */
  List<String> faults() {
    Set<String> faults = new LinkedHashSet<>();
    List<Object> read = new ArrayList<>();
    for (Class<?> mapping : Mappings.ALL) {
      try {
        read.add(read(mapping));
      } catch (ConfigValidationException e) {
        for (int i = 0; i < e.getProblemCount(); i++) {
          faults.add(sentence(e.getProblem(i).getMessage()));
        }
      } catch (IllegalArgumentException e) {
        faults.add(sentence(e.getMessage()));
      }
    }
    faults.addAll(new Contradictions(read).all());
    return List.copyOf(faults);
  }

  private Object read(Class<?> mapping) {
    SmallRyeConfig config = sources.get().withMapping(mapping).withValidateUnknown(false).build();
    return config.getConfigMapping(mapping);
  }

  private static String sentence(String problem) {
    Matcher missing = MISSING.matcher(problem);
    if (missing.find()) {
      return "%s is required: set %s".formatted(missing.group(1), variable(missing.group(1)));
    }
    Matcher unreadable = UNREADABLE.matcher(problem);
    if (unreadable.find()) {
      return "%s cannot be '%s': change %s"
          .formatted(unreadable.group(1), unreadable.group(2), variable(unreadable.group(1)));
    }
    return problem;
  }

  private static String variable(String option) {
    return option.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }
}
