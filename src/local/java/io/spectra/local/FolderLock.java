package io.spectra.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Keeps a second stack out of a data folder; the operating system drops it with the process. */
final class FolderLock implements AutoCloseable {
  private static final String FILE = "lock";

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * @throws IllegalStateException if another stack runs in this folder
   */
  static FolderLock on(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked(channel)) {
      channel.close();
      throw new IllegalStateException(
          "another laptop stack runs in %s: stop it, or set SPECTRA_LOCAL_DIR to another folder"
              .formatted(folder));
    }
    return new FolderLock(folder, channel);
  }

  /** Deletes everything in the folder but the lock. */
  void empty() throws IOException {
    List<Path> contents;
    try (Stream<Path> paths = Files.walk(folder)) {
      contents = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : contents) {
      if (!path.equals(folder) && !path.equals(folder.resolve(FILE))) {
        Files.delete(path);
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
