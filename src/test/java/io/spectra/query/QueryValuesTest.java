package io.spectra.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spectra.OnStack;
import io.spectra.warehouse.TestWarehouse;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Random values there and back; the seed of a failing run stands in its message. */
@OnStack
class QueryValuesTest {
  private static final int VALUES = 400;
  private static final long SEED = System.nanoTime();

  private static Queries queries;
  private final Random random = new Random(SEED);

  @BeforeAll
  static void open() {
    queries = Queries.on(TestWarehouse.open());
  }

  @AfterAll
  static void close() {
    queries.close();
  }

  @Test
  @DisplayName("R-017 Decimals are exact to the last digit")
  void decimals() throws IOException {
    check(
        "numeric(38,%d)".formatted(7),
        () -> new BigDecimal(new BigInteger(120, random), 7).multiply(sign()),
        BigDecimal::toPlainString,
        JsonNode::decimalValue);
  }

  @Test
  @DisplayName("R-017 64-bit integers are exact")
  void integers() throws IOException {
    check("bigint", random::nextLong, value -> Long.toString(value), JsonNode::longValue);
  }

  @Test
  @DisplayName("R-017 Doubles come back to the same bits")
  void doubles() throws IOException {
    check(
        "float8",
        () -> random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300),
        value -> Double.toString(value),
        JsonNode::doubleValue);
  }

  @Test
  @DisplayName("R-017 R-009 Timestamps come back to the microsecond")
  void timestamps() throws IOException {
    check(
        "timestamp",
        () ->
            LocalDateTime.of(1, 1, 1, 0, 0)
                .plusSeconds((long) (random.nextDouble() * 300_000_000_000L))
                .plusNanos(random.nextInt(1_000_000) * 1_000L),
        LocalDateTime::toString,
        node -> LocalDateTime.parse(node.textValue()));
  }

  @Test
  @DisplayName("R-017 Strings come back to the last character")
  void strings() throws IOException {
    check("varchar", this::string, value -> value.replace("'", "''"), JsonNode::textValue);
  }

  private <T> void check(
      String type,
      java.util.function.Supplier<T> values,
      Function<T, String> literal,
      Function<JsonNode, T> read)
      throws IOException {
    List<T> sent = new ArrayList<>();
    for (int i = 0; i < VALUES; i++) {
      sent.add(values.get());
    }
    String rows =
        sent.stream()
            .map(value -> "('" + literal.apply(value) + "'::" + type + ")")
            .collect(Collectors.joining(","));

    JsonNode answer = queries.answer("SELECT v FROM (VALUES " + rows + ") AS t (v)");

    List<T> received = new ArrayList<>();
    answer.get("data").forEach(row -> received.add(read.apply(row.get("v"))));
    assertThat(received).as("seed %d", SEED).isEqualTo(sent);
  }

  private BigDecimal sign() {
    return random.nextBoolean() ? BigDecimal.ONE : BigDecimal.ONE.negate();
  }

  private String string() {
    return random
        .ints(random.nextInt(40), 1, 0x2FFFF)
        .filter(c -> c < 0xD800 || c > 0xDFFF)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
