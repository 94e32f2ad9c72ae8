package io.spectra.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Keeps audit records, off the way of the requests: they are laid in a bounded queue, and a thread
 * hashes and writes them. What does not fit is counted and lost. Safe for use by many threads.
 */
@Startup
@ApplicationScoped
public class AuditLog {
  private static final Logger LOG = Logger.getLogger("spectra.audit");
  private static final long PATIENCE_MILLIS = 5_000;
  private static final long LOOK_MILLIS = 20;

  private final AuditConfig config;
  private final ObjectMapper json;
  private final AuditTopic topic;
  private final Queue<AuditRecord> waiting;
  private final Counter dropped;
  private final Counter written;
  private final Counter leftOut;
  private final Refusals refusals;
  private final Thread writer;
  private volatile boolean closing;

  public AuditLog(
      AuditConfig config,
      ObjectMapper json,
      MeterRegistry meters,
      @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.config = config;
    this.json = json;
    this.topic = config.topic() ? new AuditTopic(kafka) : null;
    this.waiting = new ArrayBlockingQueue<>(config.waiting());
    this.dropped =
        counter(
            meters, "spectra.audit.dropped", "Audit records lost because too many were waiting");
    this.written = counter(meters, "spectra.audit.written", "Audit records written");
    this.leftOut =
        counter(meters, "spectra.audit.left.out", "Refusals without a record of their own");
    this.refusals = new Refusals(config.refusalsPerMinute(), config.allRefusalsPerMinute());
    this.writer = new Thread(this::write, "audit-writer");
    writer.setDaemon(true);
    writer.start();
  }

  private static Counter counter(MeterRegistry meters, String name, String description) {
    return Counter.builder(name).description(description).register(meters);
  }

  /** Whether anything is kept at all. */
  public boolean keeps() {
    return config.topic() || config.log();
  }

  /**
   * Whether a refused request is to have a record of its own.
   *
   * @param who the caller, or the address of one who is not known
   * @return how many of the same were left out since the last record; empty to leave this one out
   */
  public OptionalLong refusal(String who) {
    OptionalLong kept = keeps() ? refusals.take(who) : OptionalLong.empty();
    if (kept.isEmpty()) {
      leftOut.increment();
    }
    return kept;
  }

  /** Takes a record; never waits. */
  public void add(AuditRecord record) {
    if (!waiting.offer(record)) {
      dropped.increment();
    }
  }

  /** What waits is still written. */
  @PreDestroy
  void close() throws InterruptedException {
    closing = true;
    writer.join(PATIENCE_MILLIS);
    if (topic != null) {
      topic.close();
    }
  }

  private void write() {
    try {
      while (!closing || !waiting.isEmpty()) {
        AuditRecord record = waiting.poll();
        if (record == null) {
          // It looks now and then: to be woken for each record costs the request more than this.
          TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } else {
          write(record.hashed(hash(record.sql()), config.sqlText()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(AuditRecord record) {
    try {
      byte[] line = json.writeValueAsBytes(record);
      if (config.log()) {
        LOG.info(new String(line, StandardCharsets.UTF_8));
      }
      if (topic != null) {
        topic.write(
            record, line, (at, failure) -> (failure == null ? written : dropped).increment());
      }
    } catch (JsonProcessingException | RuntimeException e) {
      dropped.increment();
      LOG.errorf("an audit record of request %s was lost: %s", record.requestId(), e);
    }
  }

  private static String hash(String sql) {
    if (sql == null) {
      return null;
    }
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
