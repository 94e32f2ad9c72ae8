package io.spectra.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One compiled schema that tells the first fault of a value. Safe for use by many threads. */
final class Checked {
  private final JsonSchema schema;
  private final FaultText words;

  Checked(Contract contract, String pointer) {
    this.schema = contract.schemas().at(pointer);
    this.words = new FaultText(contract.document());
  }

  /**
   * @param name what the value as a whole is called in messages
   */
  Optional<Fault> firstFault(JsonNode value, String name) {
    Set<ValidationMessage> messages = schema.validate(value);
    if (messages.isEmpty()) {
      return Optional.empty();
    }
    FaultTree faults = new FaultTree();
    Alternatives.reduce(messages).forEach(faults::add);
    FaultTree.First first = faults.first(value);
    String pointer = first.path().stream().map(Bounded::step).collect(Collectors.joining());
    String called = name(first.path(), name);
    return Optional.of(
        new Fault(pointer, FaultText.reason(first.message()), words.text(called, first.message())));
  }

  private static String name(List<String> path, String root) {
    if (path.isEmpty()) {
      return root;
    }
    String last = path.get(path.size() - 1);
    boolean isIndex = path.size() > 1 && last.matches("[0-9]{1,9}");
    return isIndex
        ? Bounded.text(path.get(path.size() - 2)) + "[" + Bounded.text(last) + "]"
        : Bounded.text(last);
  }
}
