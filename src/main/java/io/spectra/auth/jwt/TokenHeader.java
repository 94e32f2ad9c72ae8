package io.spectra.auth.jwt;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.Headers;
import org.jose4j.lang.JoseException;

/**
 * The header of a token, as far as it may decide anything.
 *
 * @param algorithm one of those that are accepted
 * @param keyId the {@code kid}; null for none
 */
record TokenHeader(String algorithm, String keyId) {
  /** Headers by which a token would bring its own key, or have us fetch one: never wanted. */
  private static final List<String> FOREIGN_KEYS = List.of("jwk", "jku", "x5c", "x5u", "crit");

  private static final Pattern KEY_ID = Pattern.compile("[\\x21-\\x7e]{1,256}");

  /** Empty for a header that is refused, or none at all. */
  static Optional<TokenHeader> read(String token, JwtConfig config, Set<String> types) {
    try {
      JsonWebSignature jws = new JsonWebSignature();
      jws.setCompactSerialization(token);
      Headers headers = jws.getHeaders();
      Object algorithm = headers.getObjectHeaderValue("alg");
      Object keyId = headers.getObjectHeaderValue("kid");
      if (!(algorithm instanceof String name)
          || !config.algorithms().contains(name)
          || FOREIGN_KEYS.stream().anyMatch(each -> headers.getObjectHeaderValue(each) != null)
          || !typed(headers.getObjectHeaderValue("typ"), config, types)
          || !(keyId == null || keyId instanceof String id && KEY_ID.matcher(id).matches())) {
        return Optional.empty();
      }
      return Optional.of(new TokenHeader(name, (String) keyId));
    } catch (JoseException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static boolean typed(Object type, JwtConfig config, Set<String> types) {
    return type == null
        ? !config.requireType()
        : type instanceof String text && types.contains(text.toLowerCase(java.util.Locale.ROOT));
  }
}
