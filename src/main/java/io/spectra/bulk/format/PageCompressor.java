package io.spectra.bulk.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses the pages of a Parquet file with what the JDK has, for which others ask Hadoop.
 *
 * @param codec GZIP, or none
 */
record PageCompressor(CompressionCodecName codec) implements BytesInputCompressor {
  @Override
  public BytesInput compress(BytesInput page) throws IOException {
    return codec == CompressionCodecName.GZIP ? gzipped(page) : page;
  }

  private static BytesInput gzipped(BytesInput page) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream((int) page.size() / 2);
    FastGzip gzip = new FastGzip(packed);
    page.writeAllTo(gzip);
    gzip.end();
    return BytesInput.from(packed.toByteArray());
  }

  @Override
  public CompressionCodecName getCodecName() {
    return codec;
  }

  @Override
  public void release() {
    // Each page frees what it took.
  }
}
