package io.spectra.routes;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;

/**
 * Signs what a route is about to send, so that its receiver can tell that it is ours, and of now:
 * {@code X-Spectra-Signature} is {@code sha256=} and the HMAC-SHA256, in hex, of the value of
 * {@code X-Spectra-Timestamp} (seconds since 1970), a dot, and the body as sent.
 */
@Singleton
@Named("sign")
public class Sign {
  static final String TIMESTAMP = "X-Spectra-Timestamp";
  static final String SIGNATURE = "X-Spectra-Signature";
  private static final String ALGORITHM = "HmacSHA256";

  private final WebhookConfig config;
  private final Clock clock = Clock.systemUTC();

  Sign(WebhookConfig config) {
    this.config = config;
  }

  /**
   * Sets the two headers; to be called anew for every try.
   *
   * @throws IllegalStateException without {@code spectra.webhook.secret}
   */
  public void webhook(Exchange exchange) {
    String secret =
        config
            .secret()
            .orElseThrow(
                () -> new IllegalStateException("spectra.webhook.secret is needed to sign"))
            .value();
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    String body = exchange.getMessage().getBody(String.class);
    exchange.getMessage().setHeader(TIMESTAMP, timestamp);
    exchange.getMessage().setHeader(SIGNATURE, "sha256=" + hmac(secret, timestamp + "." + body));
  }

  static String hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
