package io.spectra.local.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** One file of an UNLOAD under way, and what the manifest says about it. */
final class UnloadFile implements AutoCloseable {
  private static final int GZIP_BUFFER_BYTES = 64 * 1024;

  private final Unload.UnloadFiles look;
  private final S3Location location;
  private final MultipartObject object;
  private final OutputStream out;
  private final ParquetFile parquet;
  private long size;
  private long rows;

  UnloadFile(
      Unload.UnloadFiles look, S3Location location, MultipartObject object, UnloadTypes types)
      throws IOException {
    this.look = look;
    this.location = location;
    this.object = object;
    this.out = look.gzip() ? new GZIPOutputStream(object, GZIP_BUFFER_BYTES) : object;
    this.parquet =
        look.kind() == Unload.Kind.PARQUET ? new ParquetFile(types.of(look.query()), object) : null;
  }

  S3Location location() {
    return location;
  }

  /** Bytes of its rows, before compression. */
  long size() {
    return size;
  }

  /** Rows, the header among them. */
  long rows() {
    return rows;
  }

  /** Bytes of the object. */
  long objectSize() {
    return object.size();
  }

  void row(byte[] row) throws IOException {
    rows++;
    size += row.length;
    switch (look.kind()) {
      case AS_SENT -> out.write(row);
      case RAW -> raw(CopyText.fields(row));
      case PARQUET -> parquet.row(CopyText.fields(row));
    }
  }

  private void raw(List<byte[]> fields) throws IOException {
    for (int i = 0; i < fields.size(); i++) {
      if (i > 0) {
        out.write(look.delimiter().getBytes(StandardCharsets.UTF_8));
      }
      byte[] field = fields.get(i);
      out.write(field == null ? look.nullText().getBytes(StandardCharsets.UTF_8) : field);
    }
    out.write('\n');
  }

  /** Sends what is still in memory. */
  void finish() throws IOException {
    if (parquet != null) {
      parquet.finish();
    }
    if (out instanceof GZIPOutputStream gzip) {
      gzip.finish();
    }
    object.finish();
  }

  /** Makes the object visible. */
  void complete() throws IOException {
    object.complete();
  }

  @Override
  public void close() {
    object.close();
  }
}
