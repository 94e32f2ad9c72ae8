package io.spectra.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.spectra.OnStack;
import io.spectra.TestConfig;
import io.spectra.TestStack;
import io.spectra.bulk.export.ExportConfig;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Job;
import io.spectra.job.JobError;
import io.spectra.job.JobResult;
import io.spectra.storage.StorageFixture;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OnStack
class BulkAnswersTest {
  private static final Job COMPLETED =
      TestJobs.completed(
          new JobResult("exports/acme/bulk-job-1/1/sales.csv.gz", 52428800, 150000, 0, null));

  @Test
  @DisplayName("R-050 a job reads as in the API reference, field by field and in its order")
  void details() throws Exception {
    assertThat(json(BulkJobView.details(COMPLETED)))
        .isEqualTo(
            "{\"job_id\":\""
                + COMPLETED.id()
                + "\",\"state\":\"JobComplete\",\"operation\":\"query\",\"object\":\"sales\","
                + "\"content_type\":\"CSV\",\"compression\":\"GZIP\","
                + "\"number_records_processed\":150000,\"number_records_failed\":0,"
                + "\"number_bytes_processed\":52428800,\"records_per_second\":150000000,"
                + "\"created_at\":\"2026-01-29T10:00:00Z\",\"updated_at\":\"2026-01-29T10:00:00Z\"}");
  }

  @Test
  @DisplayName("R-051 a failed job says why")
  void error() {
    Job failed = TestJobs.failed(new JobError("INVALID_SQL", "column nope does not exist"));

    assertThat(BulkJobView.details(failed))
        .containsEntry("state", "Failed")
        .containsEntry(
            "error", Map.of("code", "INVALID_SQL", "message", "column nope does not exist"));
  }

  @Test
  @DisplayName("R-050 creating and moving a job answer as in the API reference")
  void summaries() {
    assertThat(BulkJobView.summary(COMPLETED).keySet())
        .containsExactly("job_id", "state", "operation", "object", "created_at");
    assertThat(BulkJobView.moved(COMPLETED).keySet()).containsExactly("job_id", "state");
  }

  @Test
  @DisplayName("R-056 the results of a complete job name its file and how to read it")
  void results() {
    try (StorageFixture storage = new StorageFixture(TestStack.s3Access())) {
      Map<String, Object> results = results(storage).results(COMPLETED);

      assertThat(results.keySet())
          .containsExactly("download_url", "expires_at", "format", "compression", "size_bytes");
      assertThat(results)
          .containsEntry("format", "csv")
          .containsEntry("compression", "gzip")
          .containsEntry("size_bytes", 52428800L);
      assertThat(results.get("expires_at")).asString().matches("20\\d\\d-.*T\\d\\d:\\d\\d:\\d\\dZ");
      assertThat(results.get("download_url")).asString().contains("sales.csv.gz");
    }
  }

  @Test
  @DisplayName("R-042 a job that is not complete has no results, and says its state")
  void noResults() {
    try (StorageFixture storage = new StorageFixture(TestStack.s3Access())) {
      Job failed = TestJobs.failed(new JobError("INTERNAL_ERROR", "no"));

      assertThatThrownBy(() -> results(storage).results(failed))
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT);
                assertThat(failure.details()).containsEntry("state", "Failed");
              });
    }
  }

  private static BulkResults results(StorageFixture storage) {
    return new BulkResults(
        storage.urls,
        storage.objects,
        TestConfig.of(ExportConfig.class, Map.of("spectra.bulk.export.keep", "36500d")));
  }

  private static String json(Object value) throws Exception {
    return new ObjectMapper().writeValueAsString(value);
  }
}
