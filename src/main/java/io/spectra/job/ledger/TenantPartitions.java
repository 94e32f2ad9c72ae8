package io.spectra.job.ledger;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Which partition of the command log is a tenant's: that of Kafka's own default partitioner. */
final class TenantPartitions {
  private final int partitions;

  TenantPartitions(int partitions) {
    this.partitions = partitions;
  }

  int partition(String tenant) {
    byte[] key = tenant.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }
}
