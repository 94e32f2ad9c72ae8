package io.spectra.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.job.machine.JobEntry;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What earlier versions wrote is still read: what they did not know is absent, zero or empty. */
class EarlierRecordsTest {
  private static final String ENTRY =
      """
      {"job": {"id": "bulk-job-1", "tenant": "acme", "operation": "QUERY", "object": "sales",
               "query": "SELECT 1", "contentType": "CSV", "compression": "NONE",
               "state": "JOB_COMPLETE", "attempt": 1, "processed": 3, "failed": 0,
               "result": {"key": "exports/a", "sizeBytes": 12, "processed": 3, "failed": 0},
               "createdAt": "2026-01-29T10:00:00Z", "updatedAt": "2026-01-29T10:00:02Z",
               "startedAt": "2026-01-29T10:00:01Z", "endedAt": "2026-01-29T10:00:02Z",
               "requestId": "r"},
       "revision": 4, "worker": "w", "dispatchedAt": "2026-01-29T10:00:00Z", "reasons": [],
       "due": "2026-02-05T10:00:02Z"}
      """;
  private static final String HEARTBEAT =
      """
      {"version": 1, "id": "x",
       "command": {"type": "Heartbeat", "tenant": "acme", "job": "bulk-job-1", "attempt": 1,
                   "worker": "w", "processed": 3, "failed": 0}}
      """;

  @Test
  @DisplayName("an entry of the store without load options, bytes, files and pause is read")
  void entry() {
    JobEntry read = JobJson.read(bytes(ENTRY), JobEntry.class);
    assertThat(read.job().load()).isNull();
    assertThat(read.job().bytes()).isZero();
    assertThat(read.job().result().files()).isEmpty();
    assertThat(read.job().result().failedKey()).isNull();
    assertThat(read.postponedUntil()).isNull();
    assertThat(read.key()).isNull();
    assertThat(JobJson.read(JobJson.write(read), JobEntry.class)).isEqualTo(read);
  }

  @Test
  @DisplayName("a heartbeat without bytes is read")
  void heartbeat() {
    assertThat(CommandRecord.read(bytes("acme"), bytes(HEARTBEAT)).command())
        .hasFieldOrPropertyWithValue("processed", 3L)
        .hasFieldOrPropertyWithValue("bytes", 0L);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
