package io.spectra.job.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Keeps records of sync queries until the command log has them, in two files of bounded size by
 * turns. A process that is killed leaves them to the next one on the same folder. Safe for use by
 * many threads.
 */
final class QueryJournal implements AutoCloseable {
  private static final int SEGMENT_BYTES = 2 << 20;

  private final List<Path> leftFiles;
  private final List<byte[]> left;
  private final List<Path> files;
  private JournalSegment current;
  private JournalSegment other;

  private QueryJournal(Path folder, int segmentBytes) throws IOException {
    leftFiles = journals(folder);
    left = new ArrayList<>();
    for (Path file : leftFiles) {
      left.addAll(JournalSegment.open(file, (int) Files.size(file)).records());
    }
    String life = "queries-" + UUID.randomUUID();
    files = List.of(folder.resolve(life + "-a.journal"), folder.resolve(life + "-b.journal"));
    current = JournalSegment.open(files.get(0), segmentBytes);
    other = JournalSegment.open(files.get(1), segmentBytes);
  }

  /** Opens the journal of a folder that is this process's alone. */
  static QueryJournal open(Path folder) {
    return open(folder, SEGMENT_BYTES);
  }

  static QueryJournal open(Path folder, int segmentBytes) {
    try {
      return new QueryJournal(folder, segmentBytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep the journal of queries in " + folder, e);
    }
  }

  /**
   * What earlier processes left, in no order; to be sent, and then {@link #forgetLeft forgotten}.
   */
  List<byte[]> left() {
    return List.copyOf(left);
  }

  void forgetLeft() {
    delete(leftFiles);
    left.clear();
  }

  /**
   * Keeps a record.
   *
   * @return to be run once the log has the record; empty when there is no room to keep it
   */
  synchronized Optional<Runnable> keep(byte[] record) {
    if (!current.write(record)) {
      if (!other.clear()) {
        return Optional.empty();
      }
      JournalSegment full = current;
      current = other;
      other = full;
      if (!current.write(record)) {
        return Optional.empty();
      }
    }
    JournalSegment segment = current;
    return Optional.of(() -> sent(segment));
  }

  private synchronized void sent(JournalSegment segment) {
    segment.sent();
  }

  /** Leaves no file where every record was sent. */
  @Override
  public synchronized void close() {
    if (current.clear() && other.clear()) {
      delete(files);
    }
  }

  private static List<Path> journals(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(file -> file.toString().endsWith(".journal")).toList();
    }
  }

  private static void delete(List<Path> files) {
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot delete " + file, e);
      }
    }
  }
}
