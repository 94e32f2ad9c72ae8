package io.spectra.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.spectra.job.JobError;
import io.spectra.job.JobResult;
import io.spectra.job.JobState;
import io.spectra.job.machine.JobEntry;
import io.spectra.job.machine.JobMachine;
import io.spectra.job.machine.QueryFinished;
import io.spectra.job.machine.QueryStarted;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EndedQueriesTest {
  private static final String TENANT = "acme";
  private static final byte[] KEY = TENANT.getBytes(StandardCharsets.UTF_8);
  private static final Instant ENDED = Instant.parse("2026-01-29T10:15:00.120Z");
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final Instant FORGOTTEN = ENDED.plus(Given.rules().keepQueries());

  private final MockProducer<byte[], byte[]> proposed =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final JobMachine machine = new JobMachine(Given.rules());
  private final TopologyTestDriver driver = driver();
  private final TestInputTopic<byte[], byte[]> log =
      driver.createInputTopic(Topic.COMMANDS, new ByteArraySerializer(), new ByteArraySerializer());
  private final KeyValueStore<String, byte[]> queries = driver.getKeyValueStore(JobStore.QUERIES);
  private final KeyValueStore<String, String> index = driver.getKeyValueStore(JobStore.INDEX);

  @AfterEach
  void close() {
    driver.close();
  }

  static Stream<EndedQuery> ends() {
    byte[] answer = {'{', 0, -1, '}'};
    JobResult small = new JobResult(null, 4, 3, 0, "4711");
    return Stream.of(
        new EndedQuery(end("job-1", small, null), answer),
        new EndedQuery(
            end("job-2", new JobResult("results/acme/job-2", 9, 3, 1, null), null), null),
        new EndedQuery(end("job-3", null, new JobError("INVALID_SQL", "Grüße")), null),
        new EndedQuery(traced("job-4", new JobResult(null, 4, 3, 0, null), null), answer),
        new EndedQuery(traced("job-5", null, new JobError("TIMEOUT", "late")), null));
  }

  @ParameterizedTest
  @MethodSource("ends")
  @DisplayName("R-041: an end is read as it was written")
  void asWritten(EndedQuery ended) {
    EndedQuery read = EndedQuery.read(ByteBuffer.wrap(ended.toBytes()));
    assertThat(read.end()).isEqualTo(ended.end());
    assertThat(read.answer()).isEqualTo(ended.answer());
  }

  @Test
  @DisplayName("R-041, R-080: each of many ends in one record is known, and told")
  void known() {
    pipe(EndedQueries.write(ends().map(EndedQuery::toBytes).toList()), ENDED);
    assertThat(entry("job-1").job().state()).isEqualTo(JobState.JOB_COMPLETE);
    assertThat(entry("job-1").job().endedAt()).isEqualTo(ENDED);
    assertThat(entry("job-1").job().startedAt()).isEqualTo(ENDED.minusMillis(20));
    assertThat(entry("job-3").job().error().message()).isEqualTo("Grüße");
    assertThat(index.get("warehouse/acme/4711")).isEqualTo("acme/job-1");
    assertThat(events())
        .extracting(event -> event.data().job() + " " + event.data().state())
        .containsExactly(
            "job-1 JobComplete",
            "job-2 JobComplete",
            "job-3 Failed",
            "job-4 JobComplete",
            "job-5 Failed");
  }

  @Test
  @DisplayName("R-086: an end's trace goes on in its event, and costs nothing where there is none")
  void traced() {
    pipe(EndedQueries.write(ends().map(EndedQuery::toBytes).toList()), ENDED);
    assertThat(output(Topic.EVENTS).readRecordsToList())
        .extracting(
            event -> JobJson.read(event.value(), JobEvent.class).traceparent(),
            event -> header(event.headers(), "traceparent"))
        .containsExactly(
            tuple(null, null),
            tuple(null, null),
            tuple(null, null),
            tuple(TRACE, TRACE),
            tuple(TRACE, TRACE));

    JobResult small = new JobResult(null, 4, 3, 0, "4711");
    int untraced = new EndedQuery(end("job-1", small, null), null).toBytes().length;
    assertThat(new EndedQuery(traced("job-1", small, null), null).toBytes())
        .hasSize(untraced + Integer.BYTES + TRACE.length());
  }

  @Test
  @DisplayName("R-086: a start or an end that has a record of its own carries its trace beside it")
  void tracedAlone() {
    QueryFinished end = traced("job-1", new JobResult(null, 4, 3, 0, "4711"), null);
    assertThat(header(QueryRecord.of(end, "r", null).to(0).headers(), "traceparent"))
        .isEqualTo(TRACE);
    assertThat(header(QueryRecord.of(end.start(), "r", null).to(0).headers(), "traceparent"))
        .isEqualTo(TRACE);
    assertThat(QueryRecord.of(end("job-1", null, null).start(), null, null).to(0).headers())
        .isEmpty();
  }

  private static String header(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName(
      "R-041: an end that comes again, from the journal of a killed process, changes nothing")
  void again() {
    pipe(EndedQueries.write(ends().map(EndedQuery::toBytes).toList()), ENDED);
    events();
    QueryFinished end = ends().findFirst().orElseThrow().end();
    pipe(QueryRecord.of(end, null, null).command(), ENDED.plusSeconds(5));
    assertThat(entry("job-1").job().endedAt()).isEqualTo(ENDED);
    assertThat(events()).isEmpty();
  }

  @Test
  @DisplayName("R-042: queries that ended together are forgotten together, by the log's own time")
  void forgotten() {
    pipe(EndedQueries.write(ends().map(EndedQuery::toBytes).toList()), ENDED);
    driver.advanceWallClockTime(Duration.between(ENDED, FORGOTTEN.minusSeconds(1)));
    assertThat(proposed.history()).isEmpty();
    driver.advanceWallClockTime(Duration.ofSeconds(2));
    assertThat(proposed.history()).hasSize(1);
    byte[] proposal = proposed.history().get(0).value();
    pipe(proposal, FORGOTTEN.minusMillis(1));
    assertThat(queries.get("acme/job-1")).isNotNull();
    pipe(proposal, FORGOTTEN);
    pipe(proposal, FORGOTTEN);
    assertThat(queries.all()).isExhausted();
    assertThat(index.prefixScan("warehouse/", new StringSerializer())).isExhausted();
    assertThat(index.get("applied")).isEqualTo("3");
  }

  @Test
  @DisplayName("what is no list of ends, or another tenant's, is put aside, and the log goes on")
  void putAside() {
    byte[] whole = EndedQueries.write(ends().map(EndedQuery::toBytes).toList());
    TestOutputTopic<byte[], byte[]> dead = output(Topic.DEAD);
    IntStream.of(1, 3, whole.length - 1)
        .forEach(length -> pipe(Arrays.copyOf(whole, length), ENDED));
    log.pipeInput(new TestRecord<>("other".getBytes(StandardCharsets.UTF_8), whole, ENDED));
    pipe(new byte[] {2, 'x'}, ENDED);
    assertThat(dead.readRecordsToList()).hasSize(5);
    assertThat(queries.all()).isExhausted();
    pipe(whole, ENDED);
    assertThat(entry("job-1")).isNotNull();
  }

  private JobEntry entry(String job) {
    return StoredQuery.read(queries.get(TENANT + "/" + job)).entry(machine);
  }

  private List<JobEvent> events() {
    return output(Topic.EVENTS).readValuesToList().stream()
        .map(event -> JobJson.read(event, JobEvent.class))
        .toList();
  }

  private TestOutputTopic<byte[], byte[]> output(String topic) {
    return driver.createOutputTopic(
        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void pipe(byte[] value, Instant at) {
    log.pipeInput(new TestRecord<>(KEY, value, at));
  }

  private static QueryFinished end(String job, JobResult result, JobError error) {
    return end(job, result, error, null);
  }

  private static QueryFinished traced(String job, JobResult result, JobError error) {
    return end(job, result, error, TRACE);
  }

  private static QueryFinished end(
      String job, JobResult result, JobError error, String traceparent) {
    QueryStarted start =
        new QueryStarted(
            TENANT, job, "SELECT 'ü'", Duration.ofSeconds(90), null, "request-1", traceparent);
    return new QueryFinished(TENANT, job, result, error, start, Duration.ofMillis(20));
  }

  private TopologyTestDriver driver() {
    AppliedOffsets applied = new AppliedOffsets();
    PendingAnswers answers = new PendingAnswers();
    CommandLog commands =
        new CommandLog(proposed, new TenantPartitions(1), applied, answers, Duration.ofSeconds(1));
    CatchUp catchUp = new CatchUp(new EndOffsets(empty()), applied);
    return new TopologyTestDriver(
        JobTopology.of(machine, applied, answers, catchUp, commands, Duration.ofMillis(100)),
        new Properties(),
        ENDED);
  }

  /** A broker whose log is empty. */
  @SuppressWarnings("unchecked")
  private static Admin empty() {
    var end = new ListOffsetsResult.ListOffsetsResultInfo(0, -1, Optional.empty());
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, method, arguments) ->
                new ListOffsetsResult(
                    Map.of(
                        ((Map<TopicPartition, ?>) arguments[0]).keySet().iterator().next(),
                        KafkaFuture.completedFuture(end))));
  }
}
