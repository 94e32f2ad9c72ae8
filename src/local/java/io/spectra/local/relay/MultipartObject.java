package io.spectra.local.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An S3 object under construction, in memory only as far as its current part. It exists from {@link
 * #complete} on; {@link #close} drops what has not been completed, without waiting for S3.
 */
final class MultipartObject extends OutputStream {
  private static final int PART_BYTES = 8 * 1024 * 1024;

  private final S3Client client;
  private final S3Calls calls;
  private final S3Location location;
  private final List<CompletedPart> parts = new ArrayList<>();
  private byte[] part = new byte[PART_BYTES];
  private int filled;
  private long size;
  private String uploadId;
  private boolean completed;

  MultipartObject(S3Client client, S3Calls calls, S3Location location) {
    this.client = client;
    this.calls = calls;
    this.location = location;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int start, int length) throws IOException {
    for (int done = 0; done < length; ) {
      if (filled == PART_BYTES) {
        uploadPart();
      }
      int chunk = Math.min(length - done, PART_BYTES - filled);
      System.arraycopy(source, start + done, part, filled, chunk);
      filled += chunk;
      size += chunk;
      done += chunk;
    }
  }

  /** Bytes written so far. */
  long size() {
    return size;
  }

  /** Sends what is still in memory; nothing can be written after this. */
  void finish() throws IOException {
    uploadPart();
    part = new byte[0];
  }

  /** Makes the finished object visible. */
  void complete() throws IOException {
    calls.await(
        () ->
            client.completeMultipartUpload(
                request ->
                    request
                        .bucket(location.bucket())
                        .key(location.key())
                        .uploadId(uploadId)
                        .multipartUpload(upload -> upload.parts(parts))));
    completed = true;
  }

  @Override
  public void close() {
    if (uploadId != null && !completed) {
      calls.inBackground(this::abort);
    }
  }

  private void abort() {
    try {
      client.abortMultipartUpload(
          request -> request.bucket(location.bucket()).key(location.key()).uploadId(uploadId));
    } catch (SdkException e) {
      System.getLogger(MultipartObject.class.getName())
          .log(System.Logger.Level.WARNING, "parts of {0} stay behind: {1}", location, e);
    }
  }

  private void uploadPart() throws IOException {
    if (uploadId == null) {
      uploadId =
          calls.await(
              () ->
                  client
                      .createMultipartUpload(
                          request -> request.bucket(location.bucket()).key(location.key()))
                      .uploadId());
    }
    int number = parts.size() + 1;
    RequestBody body = RequestBody.fromByteBuffer(java.nio.ByteBuffer.wrap(part, 0, filled));
    String tag =
        calls.await(
            () ->
                client
                    .uploadPart(
                        request ->
                            request
                                .bucket(location.bucket())
                                .key(location.key())
                                .uploadId(uploadId)
                                .partNumber(number),
                        body)
                    .eTag());
    parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    filled = 0;
  }
}
