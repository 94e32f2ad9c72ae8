package io.spectra.job.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder of local state, held by one process at a time.
 *
 * <p>Kafka Streams 4.1 reuses what a killed process wrote and never committed, and then loses tasks
 * (KAFKA-20685). So the stores are kept only after a clean stop, of which a marker tells; after any
 * other end they are deleted and restored from Kafka, which takes seconds.
 */
final class StateFolder implements AutoCloseable {
  private static final String TASK_DIRECTORY = "\\d+_\\d+";

  private final Path folder;
  private final Path streams;
  private final FileChannel lockFile;

  private StateFolder(Path folder, String applicationId, FileChannel lockFile) {
    this.folder = folder;
    this.streams = folder.resolve(applicationId);
    this.lockFile = lockFile;
  }

  /**
   * Takes the folder for this process.
   *
   * @throws IllegalStateException if another one has it
   */
  static StateFolder take(Path folder, String applicationId) {
    try {
      Files.createDirectories(folder);
      FileChannel file =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(file)) {
        file.close();
        throw new IllegalStateException(
            "Another process uses the state folder " + folder + "; see spectra.state-dir.");
      }
      return new StateFolder(folder, applicationId, file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot use the state folder " + folder, e);
    }
  }

  private static boolean locked(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  Path path() {
    return folder;
  }

  /** Leaves only stores that a clean stop left, and takes its marker away until the next one. */
  void discardUncommitted() {
    try {
      if (!Files.deleteIfExists(marker()) && Files.isDirectory(streams)) {
        for (Path task : taskDirectories()) {
          delete(task);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot discard the local state in " + streams, e);
    }
  }

  /** To be called once the streams are closed, with nothing left undone. */
  void markCleanStop() {
    try {
      Files.writeString(marker(), "");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + marker(), e);
    }
  }

  /** The name of this instance that survives restarts. */
  String instanceId() {
    Path file = folder.resolve("instance-id");
    try {
      if (!Files.exists(file)) {
        Files.writeString(file, UUID.randomUUID().toString());
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep the instance's id in " + file, e);
    }
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot release the state folder " + folder, e);
    }
  }

  private Path marker() {
    return folder.resolve("clean-stop");
  }

  private List<Path> taskDirectories() throws IOException {
    try (Stream<Path> children = Files.list(streams)) {
      return children
          .filter(child -> child.getFileName().toString().matches(TASK_DIRECTORY))
          .collect(Collectors.toList());
    }
  }

  private static void delete(Path tree) throws IOException {
    List<Path> leavesFirst;
    try (Stream<Path> all = Files.walk(tree)) {
      leavesFirst = all.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
    }
    for (Path path : leavesFirst) {
      Files.delete(path);
    }
  }
}
