package io.spectra.api.records;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.kafka.common.header.Headers;

/**
 * Record to job, and the reply. A record's offset is committed when its reply is on its
 * topic; what fails before that comes again, and makes no second job.
 */
@ApplicationScoped
public class RequestRoutes extends RouteBuilder {
  private static final String COMMIT = "spectra.commit";
  private static final String KAFKA = "?brokers={{kafka.bootstrap.servers}}";
  private static final String BYTES = "org.apache.kafka.common.serialization.ByteArray";
  private static final String REQUESTS =
      "kafka:spectra.jobs.requests"
          + KAFKA
          + "&groupId={{spectra.requests.group:spectra-requests}}"
          + "&autoOffsetReset=earliest"
          + "&maxPollRecords=10"
          // A consumer that is told to stop does so after its poll.
          + "&pollTimeoutMs=500"
          + "&autoCommitEnable=false"
          + "&allowManualCommit=true"
          + "&breakOnFirstError=true"
          + "&isolationLevel=read_committed"
          + "&keyDeserializer="
          + BYTES
          + "Deserializer&valueDeserializer="
          + BYTES
          + "Deserializer";
  private static final String REPLIES =
      "kafka:spectra.jobs.replies"
          + KAFKA
          + "&requestRequiredAcks=all&enableIdempotence=true&keySerializer="
          + BYTES
          + "Serializer&valueSerializer="
          + BYTES
          + "Serializer";

  private final BulkRequests requests;

  RequestRoutes(BulkRequests requests) {
    this.requests = requests;
  }

  @Override
  public void configure() {
    // No error handler: an exception that one handled would commit a record without a reply.
    from(REQUESTS)
        .routeId("request-take")
        .autoStartup("{{spectra.requests.enabled:true}}")
        .errorHandler(noErrorHandler())
        .process(this::take)
        .to(REPLIES)
        .process(RequestRoutes::commit);
  }

  private void take(Exchange exchange) {
    Message in = exchange.getMessage();
    exchange.setProperty(
        COMMIT, in.getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class));
    RequestRecord record = record(in);
    RequestReply reply = requests.take(record);
    // Nothing that the record's writer named goes further, such as another topic to write to.
    in.removeHeaders("*");
    in.setHeader(KafkaConstants.KEY, key(reply, record));
    in.setHeader("correlation-id", record.correlation());
    in.setHeader("x-request-id", reply.requestId().getBytes(StandardCharsets.UTF_8));
    in.setBody(reply.json());
  }

  private static byte[] key(RequestReply reply, RequestRecord record) {
    return reply.tenant() == null ? record.key() : reply.tenant().getBytes(StandardCharsets.UTF_8);
  }

  private static RequestRecord record(Message in) {
    String place =
        "%s-%s@%s/%s"
            .formatted(
                in.getHeader(KafkaConstants.TOPIC),
                in.getHeader(KafkaConstants.PARTITION),
                in.getHeader(KafkaConstants.OFFSET),
                in.getHeader(KafkaConstants.TIMESTAMP));
    return new RequestRecord(
        place,
        in.getHeader(KafkaConstants.KEY, byte[].class),
        in.getHeader(KafkaConstants.HEADERS, Headers.class),
        in.getBody(byte[].class));
  }

  private static void commit(Exchange exchange) {
    exchange.getProperty(COMMIT, KafkaManualCommit.class).commit();
  }
}
