package io.spectra.api.contract;

import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reduces what a {@code oneOf} reports. The validator says that no alternative fits, and why not,
 * for each of them; a caller only wants to hear about the alternative that was meant: the one whose
 * type the value has. Nor does it want to hear twice what a {@code not} only repeats.
 */
final class Alternatives {
  private Alternatives() {}

  static List<ValidationMessage> reduce(Collection<ValidationMessage> messages) {
    List<ValidationMessage> kept = new ArrayList<>(messages);
    for (ValidationMessage choice : messages) {
      if (choice.getType().equals("oneOf")) {
        List<ValidationMessage> below = messages.stream().filter(m -> isBelow(m, choice)).toList();
        List<ValidationMessage> meant = meant(below, choice);
        kept.removeAll(below);
        if (!meant.isEmpty()) {
          kept.remove(choice);
          kept.addAll(meant);
        }
      }
    }
    return withoutEchoes(kept);
  }

  /** What {@code x-when} has said better, {@code not} beside it says again. */
  private static List<ValidationMessage> withoutEchoes(List<ValidationMessage> messages) {
    List<ValidationMessage> telling =
        messages.stream().filter(message -> !message.getType().equals("not")).toList();
    return telling.isEmpty() ? messages : telling;
  }

  private static boolean isBelow(ValidationMessage message, ValidationMessage choice) {
    return message != choice
        && message.getEvaluationPath().startsWith(choice.getEvaluationPath())
        && message.getInstanceLocation().startsWith(choice.getInstanceLocation());
  }

  private static List<ValidationMessage> meant(
      List<ValidationMessage> below, ValidationMessage choice) {
    int depth = choice.getEvaluationPath().getNameCount();
    Map<Object, List<ValidationMessage>> branches = new LinkedHashMap<>();
    for (ValidationMessage message : below) {
      Object branch = message.getEvaluationPath().getElement(depth);
      branches.computeIfAbsent(branch, index -> new ArrayList<>()).add(message);
    }
    return branches.values().stream()
        .filter(branch -> branch.stream().noneMatch(message -> isTypeOf(message, choice)))
        .findFirst()
        .orElse(List.of());
  }

  private static boolean isTypeOf(ValidationMessage message, ValidationMessage choice) {
    return message.getType().equals("type")
        && message.getInstanceLocation().equals(choice.getInstanceLocation());
  }
}
