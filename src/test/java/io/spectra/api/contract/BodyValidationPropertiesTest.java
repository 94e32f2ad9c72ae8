package io.spectra.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class BodyValidationPropertiesTest {
  private static final Contract CONTRACT = Contract.load();
  private static final BodyValidation BODIES = new BodyValidation(CONTRACT);
  private static final List<Operation> WITH_BODY =
      CONTRACT.operations().stream().filter(o -> o.bodySchema().isPresent()).toList();

  @Property(tries = 2000)
  @Label("R-005 whatever JSON is sent, it is taken or refused with a bounded INVALID_REQUEST")
  void anyJson(@ForAll("json") String body) {
    assertTakenOrRefused(body.getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 2000)
  @Label("R-005 whatever bytes are sent, they are taken or refused with a bounded INVALID_REQUEST")
  void anyBytes(@ForAll byte[] body) {
    assertTakenOrRefused(body);
  }

  @Property(tries = 1000)
  @Label("R-005 a good body that is cut short anywhere is refused")
  void cutShort(@ForAll("cuts") int cut) {
    byte[] good = GOOD.substring(0, cut).getBytes(StandardCharsets.UTF_8);
    assertThat(taken(WITH_BODY.get(0), good)).isFalse();
  }

  private static final String GOOD =
      "{\"sql\":\"SELECT 1\",\"parameters\":{\"limit\":5,\"bind\":{\"a\":[{\"b\":1.5e3}]}}}";

  @Provide
  Arbitrary<Integer> cuts() {
    return Arbitraries.integers().between(0, GOOD.length() - 1);
  }

  private static void assertTakenOrRefused(byte[] body) {
    WITH_BODY.forEach(operation -> taken(operation, body));
  }

  private static boolean taken(Operation operation, byte[] body) {
    try {
      BODIES.check(operation, body);
      return true;
    } catch (Failure failure) {
      assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
      assertThat(failure.getMessage()).isNotBlank().hasSizeLessThan(300);
      assertThat(failure.details()).containsKeys("field", "reason");
      assertThat((String) failure.details().get("field")).hasSizeLessThan(1000);
      return false;
    }
  }

  @Provide
  Arbitrary<String> json() {
    return value(3);
  }

  private static Arbitrary<String> value(int depth) {
    Arbitrary<String> scalar =
        Arbitraries.oneOf(
            Arbitraries.of("null", "true", "false", "0", "-1", "10001", "1.0", "1e3", "1e400"),
            Arbitraries.bigIntegers().map(String::valueOf),
            Arbitraries.bigDecimals().map(String::valueOf),
            text());
    return depth == 0
        ? scalar
        : Arbitraries.frequencyOf(
            Tuple.of(2, scalar), Tuple.of(1, array(depth - 1)), Tuple.of(4, object(depth - 1)));
  }

  private static Arbitrary<String> array(int depth) {
    return value(depth).list().ofMaxSize(4).map(list -> "[" + String.join(",", list) + "]");
  }

  private static Arbitrary<String> object(int depth) {
    Arbitrary<String> name = Arbitraries.frequencyOf(Tuple.of(5, known()), Tuple.of(1, text()));
    return Combinators.combine(name, value(depth))
        .as((key, value) -> key + ":" + value)
        .list()
        .ofMaxSize(5)
        .map(members -> members.stream().collect(Collectors.joining(",", "{", "}")));
  }

  private static Arbitrary<String> known() {
    return Arbitraries.of(
            "sql",
            "parameters",
            "limit",
            "timeout_seconds",
            "bind",
            "operation",
            "object",
            "query",
            "external_id_field",
            "state",
            "content_type",
            "compression",
            "error_limit",
            "dry_run")
        .map(name -> '"' + name + '"');
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings()
        .ofMaxLength(200)
        .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
  }
}
