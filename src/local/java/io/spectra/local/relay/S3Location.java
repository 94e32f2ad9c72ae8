package io.spectra.local.relay;

/**
 * A place in S3.
 *
 * @param key the key of an object, or the beginning of the keys of several
 */
record S3Location(String bucket, String key) {
  /** Reads {@code s3://bucket/key}. */
  static S3Location of(String url) {
    String path = url.substring("s3://".length());
    int slash = path.indexOf('/');
    return slash < 0
        ? new S3Location(path, "")
        : new S3Location(path.substring(0, slash), path.substring(slash + 1));
  }

  S3Location plus(String suffix) {
    return new S3Location(bucket, key + suffix);
  }

  @Override
  public String toString() {
    return "s3://" + bucket + "/" + key;
  }
}
