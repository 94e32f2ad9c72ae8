package io.spectra.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ApiKeyHashTest {
  private static final String HEX = ApiKeyHash.of("spk_one").hex();

  @Test
  @DisplayName("R-002 a key is found by all of its digest, not by what finds its place in the map")
  void wholeDigest() {
    Map<ApiKeyHash, String> keys = Map.of(ApiKeyHash.parse(HEX), "acme");
    for (int digit = 0; digit < HEX.length(); digit++) {
      char other = HEX.charAt(digit) == '0' ? '1' : '0';
      String near = HEX.substring(0, digit) + other + HEX.substring(digit + 1);
      assertThat(keys.get(ApiKeyHash.parse(near))).as("digit %d", digit).isNull();
    }
    assertThat(keys.get(ApiKeyHash.of("spk_one"))).isEqualTo("acme");
  }
}
