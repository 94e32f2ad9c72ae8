package io.spectra.api.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.spectra.auth.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** nobody but another instance is answered on the internal port. */
class PeerSignatureTest {
  private static final Instant NOW = Instant.parse("2026-01-29T10:00:00Z");
  private static final byte[] QUESTION = "what".getBytes(StandardCharsets.UTF_8);
  private static final byte[] OTHER = "else".getBytes(StandardCharsets.UTF_8);

  private final PeerSignature signature = new PeerSignature(new Secret("0123456789abcdef"));

  @Test
  @DisplayName("a signature holds for its question, for a few minutes, under its secret")
  void holds() {
    String signed = signature.sign(QUESTION, NOW);
    assertThat(signature.holds(signed, QUESTION, NOW.plusSeconds(200))).isTrue();
    assertThat(signature.holds(signed, OTHER, NOW)).isFalse();
    assertThat(signature.holds(signed, QUESTION, NOW.plus(Duration.ofMinutes(6)))).isFalse();
    assertThat(signature.holds(signed, QUESTION, NOW.minus(Duration.ofMinutes(6)))).isFalse();
    assertThat(new PeerSignature(new Secret("0123456789abcdeF")).holds(signed, QUESTION, NOW))
        .isFalse();
  }

  @Test
  @DisplayName("what is no signature does not hold")
  void none() {
    String signed = signature.sign(QUESTION, NOW);
    assertThat(signature.holds(null, QUESTION, NOW)).isFalse();
    assertThat(signature.holds("", QUESTION, NOW)).isFalse();
    assertThat(signature.holds("Bearer spk_acme_demo", QUESTION, NOW)).isFalse();
    assertThat(signature.holds(signed.replaceFirst(":.", ":"), QUESTION, NOW)).isFalse();
    assertThat(signature.holds(signed.replace(":", "0:"), QUESTION, NOW)).isFalse();
    assertThat(signature.holds("Spectra-Peer 999999999999999:" + "0".repeat(64), QUESTION, NOW))
        .isFalse();
  }

  @Test
  @DisplayName("a secret that is too short is refused")
  void tooShort() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PeerSignature(new Secret("short")))
        .withMessageContaining("spectra.cluster.secret");
  }
}
