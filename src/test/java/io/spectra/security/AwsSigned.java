package io.spectra.security;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs requests with the signer of the AWS SDK itself.
 *
 * @param accessKey id of the key
 * @param secret its secret
 * @param region of the scope
 * @param service of the scope
 * @param clock when it is signed
 */
public record AwsSigned(
    String accessKey, String secret, String region, String service, Clock clock) {
  /** The demo key of acme, signing now. */
  public static AwsSigned acme() {
    return new AwsSigned(
        "SPECTRADEMOACME00000",
        "spectra-demo-secret-acme",
        "eu-central-1",
        "execute-api",
        Clock.systemUTC());
  }

  /** The headers that the signer adds to this request. */
  public Map<String, String> headers(
      String method, URI uri, Map<String, String> more, String body) {
    var request = SdkHttpRequest.builder().uri(uri).method(SdkHttpMethod.fromValue(method));
    more.forEach(request::putHeader);
    var signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(AwsCredentialsIdentity.create(accessKey, secret))
                        .request(request.build())
                        .payload(
                            body == null
                                ? null
                                : ContentStreamProvider.fromByteArray(
                                    body.getBytes(StandardCharsets.UTF_8)))
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock));
    Map<String, String> headers = new LinkedHashMap<>(more);
    signed.request().forEachHeader((name, values) -> headers.put(name, String.join(",", values)));
    headers.remove("Host");
    return headers;
  }
}
