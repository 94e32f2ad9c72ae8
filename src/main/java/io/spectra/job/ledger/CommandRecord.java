package io.spectra.job.ledger;

import io.spectra.job.machine.JobCommand;
import java.nio.charset.StandardCharsets;

/**
 * A command as it stands in the log.
 *
 * @param version of this form; a greater one is not understood and not guessed at
 * @param id of this proposal, under which its proposer waits for the answer
 * @param command what is proposed
 */
record CommandRecord(int version, String id, JobCommand command) {
  static final int VERSION = 1;

  /**
   * Reads a command.
   *
   * @throws RuntimeException if it is none, or of another tenant than its key says
   */
  static CommandRecord read(byte[] key, byte[] value) {
    if (key == null || value == null) {
      throw new IllegalArgumentException("A command needs a key and a value.");
    }
    CommandRecord read = JobJson.read(value, CommandRecord.class);
    if (read.version != VERSION || read.id == null || read.command == null) {
      throw new IllegalArgumentException("Not a command of version " + VERSION + ".");
    }
    if (!new String(key, StandardCharsets.UTF_8).equals(read.command.tenant())) {
      throw new IllegalArgumentException("The key is not the command's tenant.");
    }
    if (read.command.job() == null) {
      throw new IllegalArgumentException("The command names no job.");
    }
    return read;
  }
}
