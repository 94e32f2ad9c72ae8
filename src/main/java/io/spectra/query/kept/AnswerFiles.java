package io.spectra.query.kept;

import io.quarkus.runtime.StartupEvent;
import io.spectra.failure.Failure;
import io.spectra.storage.ObjectSpec;
import io.spectra.storage.StoredFiles;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * The answers that are on their way to S3, each a file until it is there. Safe for many threads.
 */
@ApplicationScoped
public class AnswerFiles {
  private static final Logger LOG = Logger.getLogger(AnswerFiles.class);
  private static final String JSON = "application/json";
  private static final int STOP_SECONDS = 10;
  private static final int MOST_INLINE = 512 * 1024;
  private static final Duration LEFT = Duration.ofMinutes(10);

  private final KeepConfig config;
  private final StoredFiles storage;
  private final ThreadPoolExecutor uploads;

  public AnswerFiles(KeepConfig config, StoredFiles storage) {
    if (config.inlineLimit().asLongValue() > MOST_INLINE) {
      throw new IllegalArgumentException("spectra.answers.inline-limit is 512K at most");
    }
    this.config = config;
    this.storage = storage;
    this.uploads =
        new ThreadPoolExecutor(
            config.uploads(),
            config.uploads(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(config.waiting()),
            task -> new Thread(task, "spectra-answers"),
            new ThreadPoolExecutor.CallerRunsPolicy());
  }

  /** Sends on what a process that was killed left, and removes what it had not finished. */
  void recover(@Observes StartupEvent started) {
    try {
      Files.createDirectories(config.folder());
      sendOn(name -> true, true);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot use spectra.answers.folder " + config.folder(), e);
    }
  }

  /** Sends on what S3 did not take when it was sent first. */
  void sendLeft() {
    FileTime old = FileTime.from(Instant.now(Clock.systemUTC()).minus(LEFT));
    try {
      sendOn(name -> changed(name).compareTo(old) < 0, false);
    } catch (IOException e) {
      LOG.warnf(e, "could not look for answers that were left in %s", config.folder());
    }
  }

  private FileTime changed(AnswerName name) {
    try {
      return Files.getLastModifiedTime(whole(name));
    } catch (IOException gone) {
      return FileTime.from(Instant.MAX);
    }
  }

  private void sendOn(Predicate<AnswerName> which, boolean alone) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(config.folder())) {
      for (Path file : left) {
        Optional<AnswerName> name = AnswerName.of(file.getFileName().toString());
        if (name.filter(which).isPresent()) {
          storeLater(name.get());
        } else if (name.isEmpty() && alone) {
          Files.delete(file);
        }
      }
    }
  }

  Spool spool(AnswerName name, OutputStream out, boolean keyed) {
    return new Spool(
        out,
        config.folder().resolve(name.part()),
        Math.toIntExact(config.inlineLimit().asLongValue()),
        keyed ? Long.MAX_VALUE : config.maxSize().asLongValue());
  }

  Path whole(AnswerName name) {
    return config.folder().resolve(name.whole());
  }

  /**
   * Puts a whole answer into S3 and removes its file.
   *
   * @throws Failure when S3 does not take it; the file stays
   */
  void store(AnswerName name) {
    storage.put(new ObjectSpec(name.key(), JSON), whole(name));
    remove(name);
  }

  /** Puts a whole answer into S3 soon; where too many wait already, before this returns. */
  void storeLater(AnswerName name) {
    uploads.execute(
        () -> {
          try {
            store(name);
          } catch (RuntimeException e) {
            // The file stays: it is read from here meanwhile, and tried again at the next start.
            LOG.warnf(e, "could not put the answer of %s into S3", name.job());
          }
        });
  }

  void remove(AnswerName name) {
    try {
      Files.deleteIfExists(whole(name));
    } catch (IOException e) {
      LOG.warnf(e, "could not remove %s", whole(name));
    }
  }

  /** A whole answer that lies here or in S3; empty where there is none. */
  Optional<InputStream> open(AnswerName name) {
    try {
      return Optional.of(Files.newInputStream(whole(name)));
    } catch (NoSuchFileException e) {
      return storage.open(name.key());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets what is on its way arrive; the rest is sent on at the next start. */
  @PreDestroy
  void stop() throws InterruptedException {
    uploads.shutdown();
    if (!uploads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
      uploads.shutdownNow();
    }
  }
}
