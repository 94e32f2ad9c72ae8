package io.spectra.job.ledger;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Asks the broker how long the command log is. Safe for use by many threads. */
final class EndOffsets {
  private final Admin admin;

  EndOffsets(Admin admin) {
    this.admin = admin;
  }

  /** The offset of the last command that the partition holds now, -1 when it never held any. */
  CompletionStage<Long> last(int partition) {
    TopicPartition commands = new TopicPartition(Topic.COMMANDS, partition);
    return admin
        .listOffsets(Map.of(commands, OffsetSpec.latest()))
        .partitionResult(commands)
        .toCompletionStage()
        .thenApply(ListOffsetsResultInfo::offset)
        .thenApply(end -> end - 1);
  }
}
