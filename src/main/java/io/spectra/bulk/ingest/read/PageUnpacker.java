package io.spectra.bulk.ingest.read;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Unpacks the pages of a Parquet file, whatever of the usual codecs they have, and none that takes
 * more than there is room for.
 */
record PageUnpacker(PageBudget budget) implements CompressionCodecFactory {
  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("reads only");
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return switch (codec) {
      case UNCOMPRESSED, GZIP, SNAPPY, ZSTD -> new Codec(codec, budget);
      case LZO, BROTLI, LZ4, LZ4_RAW ->
          throw FileRefused.because(
              "The pages of the PARQUET file are compressed with %s: use GZIP, SNAPPY or ZSTD."
                  .formatted(codec));
    };
  }

  @Override
  public void release() {}

  private record Codec(CompressionCodecName codec, PageBudget budget)
      implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput packed, int size) throws IOException {
      budget.take(size);
      return BytesInput.from(bytes(packed.toInputStream().readAllBytes(), size));
    }

    private byte[] bytes(byte[] packed, int size) throws IOException {
      if (codec == CompressionCodecName.UNCOMPRESSED) {
        return packed;
      }
      if (codec == CompressionCodecName.SNAPPY) {
        return snappy(packed, size);
      }
      InputStream raw = new java.io.ByteArrayInputStream(packed);
      try (InputStream in =
          codec == CompressionCodecName.GZIP
              ? new GZIPInputStream(raw)
              : new ZstdInputStream(raw)) {
        byte[] page = in.readNBytes(size);
        if (page.length != size) {
          throw new IOException("the page is shorter than it says");
        }
        return page;
      }
    }

    private static byte[] snappy(byte[] packed, int size) throws IOException {
      if (Snappy.uncompressedLength(packed) != size) {
        throw new IOException("the page has another size than it says");
      }
      return Snappy.uncompress(packed);
    }

    @Override
    public void decompress(ByteBuffer packed, int packedSize, ByteBuffer page, int size)
        throws IOException {
      byte[] from = new byte[packedSize];
      packed.get(from);
      page.put(decompress(BytesInput.from(from), size).toInputStream().readAllBytes());
    }

    @Override
    public void release() {}
  }
}
