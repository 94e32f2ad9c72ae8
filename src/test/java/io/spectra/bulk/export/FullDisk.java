package io.spectra.bulk.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A folder on a disk of its own that is soon full: in memory, mounted by root. */
final class FullDisk implements AutoCloseable {
  private final Path folder;

  private FullDisk(Path folder) {
    this.folder = folder;
  }

  /** Empty where this process may not mount. */
  static Optional<FullDisk> of(int megabytes) throws IOException {
    Path folder = Files.createTempDirectory("full-disk");
    try {
      if (run(
          "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString())) {
        return Optional.of(new FullDisk(folder));
      }
    } catch (IOException noSuchCommand) {
      // Then there is no other disk either.
    }
    Files.delete(folder);
    return Optional.empty();
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    run("umount", "-l", folder.toString());
    Files.deleteIfExists(folder);
  }

  private static boolean run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.onExit().join().exitValue() == 0;
  }
}
