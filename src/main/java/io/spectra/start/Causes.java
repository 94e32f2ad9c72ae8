package io.spectra.start;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Why a start failed, in sentences: the messages of its causes, from the root on. Pure. */
final class Causes {
  private final List<Throwable> chain = new ArrayList<>();

  Causes(Throwable failure) {
    for (Throwable each = failure; each != null && !chain.contains(each); each = each.getCause()) {
      chain.add(0, each);
    }
  }

  /** What the parts of the service said, or else what the root said. */
  List<String> sentences() {
    Set<String> said = new LinkedHashSet<>();
    chain.stream().filter(Causes::speaks).map(Throwable::getMessage).forEach(said::add);
    if (said.isEmpty()) {
      said.add(chain.get(0).toString());
    }
    return List.copyOf(said);
  }

  /** Whether none of the causes was foreseen, so that only a stack trace helps. */
  boolean unforeseen() {
    return chain.stream().noneMatch(Causes::speaks);
  }

  /**
   * The service's own parts refuse a start with these two; wrappers of the framework repeat the
   * class names of what they wrap.
   */
  private static boolean speaks(Throwable cause) {
    boolean refusal =
        cause instanceof IllegalStateException || cause instanceof IllegalArgumentException;
    return refusal && cause.getMessage() != null && !cause.getMessage().contains("Exception");
  }
}
