package io.spectra.job.ledger;

import io.spectra.job.machine.IndexKeys;
import io.spectra.job.machine.JobEntry;
import io.spectra.job.machine.JobMachine;
import io.spectra.job.machine.QueryFinished;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * An ended sync query as the store has it: as it came, behind the time of the log. What it is to
 * its tenant is decided when it is read, as few are ever asked after.
 *
 * @param at when the log had its end
 * @param query its end
 * @param stored as {@link #of} has it for the store
 */
record StoredQuery(Instant at, EndedQuery query, byte[] stored) {
  /**
   * @param end as {@link EndedQuery#toBytes} wrote it
   */
  static StoredQuery of(Instant at, byte[] end) {
    byte[] stored =
        ByteBuffer.allocate(Long.BYTES + end.length).putLong(at.toEpochMilli()).put(end).array();
    return new StoredQuery(at, EndedQuery.read(ByteBuffer.wrap(end)), stored);
  }

  static StoredQuery read(byte[] stored) {
    ByteBuffer from = ByteBuffer.wrap(stored);
    return new StoredQuery(Instant.ofEpochMilli(from.getLong()), EndedQuery.read(from), stored);
  }

  QueryFinished end() {
    return query.end();
  }

  /** The index key of the warehouse's own id of it; empty where the warehouse gave none. */
  Optional<String> name() {
    String id = end().result() == null ? null : end().result().queryId();
    return id == null || id.equals(end().job())
        ? Optional.empty()
        : Optional.of(IndexKeys.warehouse(end().tenant(), id));
  }

  /** The job that it is. */
  JobEntry entry(JobMachine machine) {
    return machine.decide(null, end(), at).entry();
  }
}
