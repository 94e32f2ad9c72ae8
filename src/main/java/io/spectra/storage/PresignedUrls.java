package io.spectra.storage;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Signs URLs for downloads and uploads that need no other credential. Signing is
 * local: whether the object exists is not asked. Safe for use by many threads.
 */
@ApplicationScoped
public class PresignedUrls {
  private final S3Presigner presigner;
  private final StorageConfig config;

  PresignedUrls(S3Presigner presigner, StorageConfig config) {
    this.presigner = presigner;
    this.config = config;
  }

  /**
   * A URL from which a browser saves the object.
   *
   * @param fileName the name that it saves it under
   */
  public PresignedUrl download(ObjectSpec object, String fileName) {
    var signed =
        presigner.presignGetObject(
            request ->
                request
                    .signatureDuration(config.linkValidity())
                    .getObjectRequest(
                        get ->
                            get.bucket(config.bucket())
                                .key(object.key())
                                .responseContentType(object.contentType())
                                .responseContentDisposition(attachment(fileName))));
    return presigned(signed.url().toString(), signed.expiration());
  }

  /** A URL to which one PUT, with any content type, writes the object. */
  public PresignedUrl upload(String key) {
    var signed =
        presigner.presignPutObject(
            request ->
                request
                    .signatureDuration(config.linkValidity())
                    .putObjectRequest(put -> put.bucket(config.bucket()).key(key)));
    return presigned(signed.url().toString(), signed.expiration());
  }

  private static PresignedUrl presigned(String url, Instant expiresAt) {
    return new PresignedUrl(URI.create(url), expiresAt.truncatedTo(ChronoUnit.SECONDS));
  }

  /** RFC 6266, with the quoted-string form alone: what it cannot carry becomes an underscore. */
  static String attachment(String fileName) {
    return "attachment; filename=\"" + fileName.replaceAll("[^ !#-\\[\\]-~]", "_") + "\"";
  }
}
