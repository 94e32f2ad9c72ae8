package io.spectra.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.spectra.job.Job;
import io.spectra.job.JobError;
import io.spectra.job.JobResult;
import io.spectra.job.Lease;
import io.spectra.job.Move;
import io.spectra.job.NewJob;
import io.spectra.job.NewQuery;
import io.spectra.job.ResultFile;
import io.spectra.job.SyncQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is told to the public, against the schemas that describe it. */
class JobEventTest {
  private static final String TENANT = "public";
  private static final JobResult RESULT =
      new JobResult(
          "exports/a/b/1/c.csv",
          12,
          3,
          1,
          "78",
          List.of(new ResultFile("exports/a/b/1/c-1.csv", 12)),
          "exports/a/b/1/rejected.csv");

  private final JobLedger ledger = Running.ledger();

  @Test
  @DisplayName("R-080: every event and every task follows its schema")
  void schemas() throws IOException {
    everyKindOfEnd();
    allFollow(Topic.EVENTS, schema("job-event.json"), 12);
    allFollow(Topic.TASKS, schema("job-task.json"), 2);
  }

  @Test
  @DisplayName("R-080: an event says nothing of the SQL")
  void noSql() {
    Job job = submit(Given.query(TENANT, "SELECT 'never-to-be-told'"));
    try (TopicReader events = new TopicReader(Broker.address(), Topic.EVENTS)) {
      await().until(() -> !events.states(job.id()).isEmpty());
      assertThat(events.records())
          .noneMatch(event -> text(event.value()).contains("never-to-be-told"));
    }
  }

  private void everyKindOfEnd() {
    ledger.gateway().move(TENANT, submit(Given.insert(TENANT)).id(), Move.ABORT, "r");
    try (Lease lease = Running.claim(started(), 1)) {
      lease.complete(RESULT);
    }
    try (Lease lease = Running.claim(started(), 1)) {
      lease.fail(new JobError("INVALID_SQL", "There is no such table."));
    }
    try (SyncQuery query =
        ledger.queries().begin(new NewQuery(TENANT, "SELECT 1", Duration.ZERO, null, "r"))) {
      query.completed(new JobResult(null, 0, 3, 0, "79"), null).toCompletableFuture().join();
    }
  }

  private static void allFollow(String topic, JsonSchema schema, int atLeast) {
    try (TopicReader reader = new TopicReader(Broker.address(), topic)) {
      await().until(() -> reader.records().size() >= atLeast);
      assertThat(reader.records())
          .allSatisfy(
              record ->
                  assertThat(schema.validate(text(record.value()), InputFormat.JSON)).isEmpty());
    }
  }

  private static JsonSchema schema(String file) throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(Path.of("kafka/schemas", file)));
  }

  private Job submit(NewJob job) {
    return ledger.gateway().submit(job);
  }

  private Job started() {
    Job job = submit(Given.query(TENANT));
    return ledger.gateway().move(TENANT, job.id(), Move.START, "r");
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }
}
