package io.spectra.bulk.ingest.read;

import io.spectra.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * PARQUET with a flat schema, a row group at a time. What the footer says is believed only as far
 * as the file's own size and the limits of memory allow.
 */
final class ParquetRecords implements RecordSource {
  private static final int TAIL_BYTES = 8;
  private static final int LONGEST_FOOTER = 32 << 20;
  private static final int MOST_COLUMNS = 1_600;

  /** A dictionary of the shortest texts takes so much more than in its page. */
  private static final int DICTIONARY_GROWTH = 16;

  private static final int LEAST_PAGES = 1 << 20;

  private final ParquetFileReader reader;
  private final ParquetLimits limits;
  private final ParquetRoom room;
  private final BooleanSupplier stopped;
  private final PageBudget budget = new PageBudget();
  private final ByteLimit unpacked;
  private final MessageType schema;
  private final List<String> columns = new ArrayList<>();
  private final List<ColumnDescriptor> descriptors = new ArrayList<>();
  private final ParquetText[] texts;
  private final boolean[] bytes;
  private final String[] values;
  private ColumnReader[] readers;
  private int group;
  private long left;
  private long taken;
  private long largestPacked;
  private long largestUnpacked;
  private long read;

  /**
   * @param room what all files share
   * @param unpacked counts the values as the texts that they are in a CSV file
   * @param stopped whether nobody waits for the records any more
   */
  ParquetRecords(StoredFile file, ParquetRoom room, ByteLimit unpacked, BooleanSupplier stopped)
      throws IOException {
    this.room = room;
    this.limits = room.limits();
    this.stopped = stopped;
    this.unpacked = unpacked;
    checkTail(file);
    reader =
        reading(
            () ->
                ParquetFileReader.open(
                    new SeekableFile(file),
                    ParquetReadOptions.builder(new PlainParquetConfiguration())
                        .withCodecFactory(new PageUnpacker(budget))
                        .build()));
    schema = reader.getFileMetaData().getSchema();
    texts = new ParquetText[schema.getFieldCount()];
    values = new String[texts.length];
    bytes = new boolean[texts.length];
    if (texts.length > MOST_COLUMNS) {
      throw FileRefused.because("The Parquet file has more columns than a table.");
    }
    for (int i = 0; i < texts.length; i++) {
      column(schema.getType(i), i);
    }
    checkGroups(file.size());
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public String[] values() {
    return values;
  }

  @Override
  public String problem() {
    return null;
  }

  @Override
  public boolean next() throws IOException {
    return reading(
        () -> {
          while (left == 0) {
            if (!nextGroup()) {
              return false;
            }
          }
          left--;
          read++;
          one();
          return true;
        });
  }

  @Override
  public void close() throws IOException {
    makeRoom();
    reader.close();
  }

  private void one() {
    long size = 0;
    for (int i = 0; i < readers.length; i++) {
      ColumnReader column = readers[i];
      boolean there =
          column.getCurrentDefinitionLevel() == descriptors.get(i).getMaxDefinitionLevel();
      size += there && bytes[i] ? column.getBinary().length() : 1;
      if (size > limits.record()) {
        throw FileRefused.because("Record %d is longer than a record may be.".formatted(read));
      }
      values[i] = there ? texts[i].of(column) : null;
      column.consume();
    }
    unpacked.count(size);
  }

  private boolean nextGroup() throws IOException {
    makeRoom();
    if (group == reader.getRowGroups().size()) {
      return false;
    }
    budget.holders(2 * descriptors.size(), takeRoom());
    // Its bytes are read as they are: what they unpack to is counted page by page.
    PageReadStore packed = reader.readNextRowGroup();
    if (packed == null) {
      return false;
    }
    PageReadStore pages = new BudgetedPages(packed, descriptors, budget);
    group++;
    left = pages.getRowCount();
    var store =
        new ColumnReadStoreImpl(
            pages, new NoConverter(schema), schema, reader.getFileMetaData().getCreatedBy());
    readers = descriptors.stream().map(store::getColumnReader).toArray(ColumnReader[]::new);
    return true;
  }

  /** Waits for the room of any row group; gives how much of it is for its pages. */
  private long takeRoom() {
    long pages = LEAST_PAGES + Math.min(limits.pages(), largestUnpacked * DICTIONARY_GROWTH);
    long size = largestPacked + Math.min(limits.pages(), pages);
    room.take(size, stopped);
    taken = size;
    return Math.min(limits.pages(), pages);
  }

  private void makeRoom() {
    readers = null;
    room.give(taken);
    taken = 0;
  }

  private void column(Type type, int place) {
    if (!type.isPrimitive() || type.isRepetition(Type.Repetition.REPEATED)) {
      throw FileRefused.because(
          "The column '%s' of the Parquet file is nested: only flat columns can be loaded."
              .formatted(type.getName()));
    }
    columns.add(type.getName());
    descriptors.add(schema.getColumnDescription(new String[] {type.getName()}));
    PrimitiveType primitive = type.asPrimitiveType();
    texts[place] = ParquetText.of(primitive);
    bytes[place] =
        EnumSet.of(PrimitiveTypeName.BINARY, PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
            .contains(primitive.getPrimitiveTypeName());
  }

  /** The reader would take the footer's length on trust. */
  private static void checkTail(StoredFile file) throws IOException {
    if (file.size() < TAIL_BYTES + FileKind.LONGEST) {
      throw FileRefused.because("The file is no PARQUET file: it is too short for one.");
    }
    byte[] head = bytes(file, 0, FileKind.LONGEST);
    var kind = FileKind.of(head, head.length);
    if (kind.isEmpty() || kind.get() != FileKind.PARQUET) {
      throw FileRefused.because(
          "The file is no PARQUET file, it is %s: upload a Parquet file as it is, or create the job"
                  .formatted(kind.map(FileKind::title).orElse("something else"))
              + " with another content_type.");
    }
    byte[] tail = bytes(file, file.size() - TAIL_BYTES, TAIL_BYTES);
    boolean whole = tail[4] == 'P' && tail[5] == 'A' && tail[6] == 'R' && tail[7] == '1';
    long footer =
        (tail[0] & 0xFFL)
            | (tail[1] & 0xFFL) << 8
            | (tail[2] & 0xFFL) << 16
            | (tail[3] & 0xFFL) << 24;
    if (!whole || footer > Math.min(LONGEST_FOOTER, file.size() - TAIL_BYTES)) {
      throw FileRefused.because("The PARQUET file is damaged or was cut off: its footer is wrong.");
    }
  }

  private static byte[] bytes(StoredFile file, long from, int length) throws IOException {
    try (InputStream in = file.from(from)) {
      return in.readNBytes(length);
    }
  }

  private void checkGroups(long size) {
    int number = 0;
    for (BlockMetaData block : reader.getRowGroups()) {
      number++;
      long packed = 0;
      long unpacked = 0;
      for (var chunk : block.getColumns()) {
        boolean inside =
            chunk.getTotalSize() >= 0
                && chunk.getTotalUncompressedSize() >= 0
                && chunk.getStartingPos() >= 0
                && chunk.getStartingPos() + chunk.getTotalSize() <= size;
        if (!inside || block.getRowCount() < 0) {
          throw FileRefused.because(
              "The footer of the PARQUET file is wrong about row group %d.".formatted(number));
        }
        packed += chunk.getTotalSize();
        unpacked += Math.min(limits.pages(), chunk.getTotalUncompressedSize());
      }
      if (packed > limits.group()) {
        throw FileRefused.because(
            "Row group %d of the PARQUET file is larger than %d bytes: write smaller row groups."
                .formatted(number, limits.group()));
      }
      largestPacked = Math.max(largestPacked, packed);
      largestUnpacked = Math.max(largestUnpacked, unpacked);
    }
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  /** The reader reports what is wrong with a file by any exception that it comes upon. */
  private <T> T reading(Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (Failure | software.amazon.awssdk.core.exception.SdkException e) {
      throw e;
    } catch (IOException e) {
      if (storage(e)) {
        throw e;
      }
      throw damaged(e);
    } catch (RuntimeException | StackOverflowError e) {
      throw damaged(e);
    } catch (OutOfMemoryError e) {
      // The budget held, so it is for an array that a page's own header asks for: none was made.
      throw FileRefused.because(
              "The PARQUET file takes more memory than there is, behind record %d in row group %d."
                  .formatted(read, Math.max(1, group)))
          .causedBy(e);
    }
  }

  private static boolean storage(IOException e) {
    Set<String> own = Set.of("java.net", "javax.net.ssl", "org.apache.http");
    String name = e.getClass().getName();
    return own.stream().anyMatch(name::startsWith);
  }

  private Failure damaged(Throwable e) {
    return FileRefused.because(
            "The PARQUET file cannot be read behind record %d, in row group %d: it is damaged."
                .formatted(read, Math.max(1, group)))
        .causedBy(e);
  }
}
