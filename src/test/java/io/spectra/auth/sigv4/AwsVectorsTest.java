package io.spectra.auth.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spectra.TestConfig;
import io.spectra.auth.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AwsVectorsTest {
  private static final Secret SECRET = new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

  private final Signatures signatures =
      new Signatures(
          TestConfig.of(SignatureConfig.class, Map.of("spectra.sigv4.service", "service")));

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  @DisplayName("R-003 AWS's published test vectors, to the letter")
  void vector(String name, JsonNode vector) {
    String text = vector.path("request").asText();
    SentHead head = SentHead.parse(text);
    Authorization signed = Authorization.parse(head.header("authorization").get(0)).orElseThrow();
    int end = text.indexOf("\n\n");
    byte[] body = (end < 0 ? "" : text.substring(end + 2)).getBytes(StandardCharsets.UTF_8);

    String canonical =
        CanonicalRequest.of(
            head,
            signed.signedHeaders(),
            head.header("x-amz-content-sha256").stream()
                .findFirst()
                .orElseGet(() -> Hashes.sha256(body)));
    assertThat(canonical).isEqualTo(vector.path("canonical").asText());
    boolean tokenSigned = signed.signedHeaders().contains("x-amz-security-token");
    boolean tokenSent = !head.header("x-amz-security-token").isEmpty();
    assertThat(
            verified(signed, head, vector, tokenSent ? vector.path("token").asText() : null, body))
        // A token that was added after signing is the one thing that AWS lets pass and we do not.
        .isEqualTo(tokenSigned == tokenSent);
  }

  private boolean verified(
      Authorization signed, SentHead head, JsonNode vector, String token, byte[] body) {
    return signatures
        .verify(
            signed,
            head,
            SECRET,
            token == null ? null : new Secret(token),
            Instant.parse(vector.path("timestamp").asText()),
            () -> CompletableFuture.completedFuture(body))
        .toCompletableFuture()
        .join();
  }

  static Stream<Arguments> vectors() throws IOException {
    JsonNode all =
        new ObjectMapper()
            .readTree(AwsVectorsTest.class.getResourceAsStream("/sigv4/vectors.json"));
    return StreamSupport.stream(all.spliterator(), false)
        .map(vector -> Arguments.of(vector.path("name").asText(), vector));
  }
}
