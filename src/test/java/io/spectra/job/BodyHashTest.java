package io.spectra.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyHashTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @ParameterizedTest
  @DisplayName("R-031: bodies that are the same JSON value have one hash")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"b\":2} | { \"b\" : 2, \"a\" : 1 }",
        "{\"a\":1} | {\"a\":1.0}",
        "{\"a\":1} | {\"a\":1e0}",
        "{\"a\":100} | {\"a\":1E+2}",
        "{\"a\":0} | {\"a\":-0.00}",
        "{\"a\":0.1} | {\"a\":1e-1}",
        "{\"a\":\"A/é\"} | {\"a\":\"\\u0041\\/\\u00e9\"}",
        "{\"p\":{\"x\":[1,{\"y\":null,\"z\":true}]}} | {\"p\":{\"x\":[1,{\"z\":true,\"y\":null}]}}"
      })
  void same(String one, String other) throws IOException {
    assertThat(hash(one)).isEqualTo(hash(other));
  }

  @Test
  @DisplayName("R-031: bodies that are different JSON values have different hashes")
  void different() throws IOException {
    String[] bodies = {
      "{}",
      "[]",
      "null",
      "\"\"",
      "{\"a\":1}",
      "{\"a\":\"1\"}",
      "{\"a\":true}",
      "{\"a\":\"true\"}",
      "{\"a\":null}",
      "{\"a\":[]}",
      "{\"a\":{}}",
      "{\"a\":[1,2]}",
      "{\"a\":[2,1]}",
      "{\"a\":[[1],2]}",
      "{\"a\":[12]}",
      "{\"a\":\"x\",\"b\":\"y\"}",
      "{\"a\":\"xs\",\"b\":\"y\"}",
      "{\"a\":1.00000000000000000001}",
      "{\"a\":9007199254740993}",
      "{\"a\":9007199254740992}",
      "{\"a \":1}"
    };
    Set<String> hashes = new HashSet<>();
    for (String body : bodies) {
      assertThat(hashes.add(hash(body))).as(body).isTrue();
    }
  }

  @ParameterizedTest
  @DisplayName("R-031: a number of a great exponent is never written out")
  @ValueSource(strings = {"1e400", "-1e-400"})
  void greatExponents(String number) throws IOException {
    assertThat(hash(number)).hasSize(64);
  }

  private static String hash(String json) throws IOException {
    return BodyHash.of(JSON.readTree(json));
  }
}
