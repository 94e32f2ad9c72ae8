package io.spectra.job.ledger;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * One file of the {@link QueryJournal}, mapped into memory: what is written here outlives the
 * process, also one that is killed, and costs no system call. For one thread at a time.
 */
final class JournalSegment {
  private static final int HEADER = 2 * Integer.BYTES;

  private final MappedByteBuffer bytes;
  private int end;
  private int unsent;

  private JournalSegment(MappedByteBuffer bytes) {
    this.bytes = bytes;
  }

  static JournalSegment open(Path file, int size) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new JournalSegment(channel.map(MapMode.READ_WRITE, 0, size));
    }
  }

  /** All whole records from the beginning on. */
  List<byte[]> records() {
    List<byte[]> found = new ArrayList<>();
    int at = 0;
    while (at + HEADER <= bytes.capacity()) {
      int length = bytes.getInt(at);
      if (length <= 0 || length > bytes.capacity() - at - HEADER) {
        break;
      }
      byte[] record = new byte[length];
      bytes.get(at + HEADER, record);
      if (checksum(record) != bytes.getInt(at + Integer.BYTES)) {
        break;
      }
      found.add(record);
      at += HEADER + length;
    }
    return found;
  }

  /** Writes a record, its length last: it is there as a whole or not at all. */
  boolean write(byte[] record) {
    int next = end + HEADER + record.length;
    if (next + Integer.BYTES > bytes.capacity()) {
      return false;
    }
    bytes.putInt(next, 0);
    bytes.put(end + HEADER, record);
    bytes.putInt(end + Integer.BYTES, checksum(record));
    bytes.putInt(end, record.length);
    end = next;
    unsent++;
    return true;
  }

  /** One of the records written here needs to be kept no longer. */
  void sent() {
    unsent--;
  }

  /** Begins anew, unless a record has still to be kept. */
  boolean clear() {
    if (unsent > 0) {
      return false;
    }
    bytes.putInt(0, 0);
    end = 0;
    return true;
  }

  private static int checksum(byte[] record) {
    CRC32 crc = new CRC32();
    crc.update(record);
    return (int) crc.getValue();
  }
}
