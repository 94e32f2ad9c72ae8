package io.spectra.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names and the reason why each is refused. A name may hold one {@code *}, which stands for any
 * characters. Immutable.
 */
final class NameRules {
  private final Map<String, String> exact = new HashMap<>();
  private final List<Wildcard> wildcards = new ArrayList<>();

  /** Some names that are refused for one reason. */
  record Group(String reason, List<String> names) {
    Group {
      names = List.copyOf(names);
    }
  }

  private record Wildcard(String prefix, String suffix, String reason) {
    boolean matches(String name) {
      return name.length() >= prefix.length() + suffix.length()
          && name.startsWith(prefix)
          && name.endsWith(suffix);
    }
  }

  NameRules(List<Group> groups) {
    for (Group group : groups) {
      group.names().forEach(name -> add(Names.fold(name), group.reason()));
    }
  }

  /** The reason why the folded name is refused, or null if it is not. */
  String reason(String name) {
    String reason = exact.get(name);
    if (reason != null) {
      return reason;
    }
    for (Wildcard wildcard : wildcards) {
      if (wildcard.matches(name)) {
        return wildcard.reason();
      }
    }
    return null;
  }

  private void add(String name, String reason) {
    int star = name.indexOf('*');
    if (star < 0) {
      exact.putIfAbsent(name, reason);
    } else {
      wildcards.add(new Wildcard(name.substring(0, star), name.substring(star + 1), reason));
    }
  }
}
