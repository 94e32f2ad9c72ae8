package io.spectra.bulk.ingest;

import java.util.StringJoiner;
import org.jboss.logging.Logger;

/** How long the parts of a load took, for its operators. Belongs to one thread. */
final class LoadTimes {
  private static final Logger LOG = Logger.getLogger(LoadTimes.class);
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final StringJoiner parts = new StringJoiner(", ");
  private long since = System.nanoTime();

  /** Notes that a part has ended, and the next one begins. */
  void ended(String part) {
    long now = System.nanoTime();
    parts.add(part + " " + (now - since) / NANOS_PER_MILLI + " ms");
    since = now;
  }

  void log(String job, long records) {
    LOG.infof("load of %s, %d records: %s", job, records, parts);
  }
}
