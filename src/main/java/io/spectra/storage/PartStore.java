package io.spectra.storage;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * The requests of one object's upload, without any order of their own. Every object is written on
 * the condition that none is there ({@code If-None-Match: *}). Safe for use by many threads.
 */
record PartStore(S3Client s3, String bucket, ObjectSpec object) {
  /** Bytes of a part, read again from the same array when the SDK sends it again. */
  private RequestBody body(byte[] bytes, int length) {
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(bytes, 0, length), length, object.contentType());
  }

  void put(byte[] bytes, int length) {
    s3.putObject(
        request ->
            request
                .bucket(bucket)
                .key(object.key())
                .contentType(object.contentType())
                .ifNoneMatch("*"),
        body(bytes, length));
  }

  String begin() {
    return s3.createMultipartUpload(
            request -> request.bucket(bucket).key(object.key()).contentType(object.contentType()))
        .uploadId();
  }

  CompletedPart part(String upload, int number, byte[] bytes, int length) {
    var answer =
        s3.uploadPart(
            request -> request.bucket(bucket).key(object.key()).uploadId(upload).partNumber(number),
            body(bytes, length));
    return CompletedPart.builder()
        .partNumber(number)
        .eTag(answer.eTag())
        .checksumCRC32(answer.checksumCRC32())
        .build();
  }

  /** A part that S3 takes from another object of the bucket. */
  CompletedPart copied(String upload, int number, String source, long from, long to) {
    var answer =
        s3.uploadPartCopy(
            request ->
                request
                    .sourceBucket(bucket)
                    .sourceKey(source)
                    .copySourceRange("bytes=" + from + "-" + (to - 1))
                    .destinationBucket(bucket)
                    .destinationKey(object.key())
                    .uploadId(upload)
                    .partNumber(number));
    return CompletedPart.builder()
        .partNumber(number)
        .eTag(answer.copyPartResult().eTag())
        .checksumCRC32(answer.copyPartResult().checksumCRC32())
        .build();
  }

  /** Reads bytes of another object of the bucket into an array. */
  void range(String source, long from, byte[] into, int at, int length) {
    s3.getObject(
        get -> get.bucket(bucket).key(source).range("bytes=" + from + "-" + (from + length - 1)),
        (answer, bytes) -> {
          try {
            if (bytes.readNBytes(into, at, length) == length) {
              return answer;
            }
            throw new EOFException("an object is shorter than it was");
          } catch (IOException e) {
            throw RetryableException.create("a part of an object did not come", e);
          }
        });
  }

  void complete(String upload, List<CompletedPart> parts) {
    s3.completeMultipartUpload(
        request ->
            request
                .bucket(bucket)
                .key(object.key())
                .uploadId(upload)
                .ifNoneMatch("*")
                .multipartUpload(all -> all.parts(parts)));
  }

  /** Works on a thread that was interrupted, too, as that of a worker is when the service stops. */
  void abort(String upload) {
    boolean interrupted = Thread.interrupted();
    try {
      s3.abortMultipartUpload(request -> request.bucket(bucket).key(object.key()).uploadId(upload));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
