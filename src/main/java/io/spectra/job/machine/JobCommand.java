package io.spectra.job.machine;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.spectra.job.IdempotencyKey;
import java.time.Instant;

/**
 * A proposal to change one job. Whether it is accepted is decided when it is applied, from the job
 * as it is then and from the broker's time; nothing else may enter the decision, so that replaying
 * the log gives the same jobs.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Submit.class, name = "Submit"),
  @JsonSubTypes.Type(value = Recall.class, name = "Recall"),
  @JsonSubTypes.Type(value = Start.class, name = "Start"),
  @JsonSubTypes.Type(value = Claim.class, name = "Claim"),
  @JsonSubTypes.Type(value = Heartbeat.class, name = "Heartbeat"),
  @JsonSubTypes.Type(value = Seal.class, name = "Seal"),
  @JsonSubTypes.Type(value = Complete.class, name = "Complete"),
  @JsonSubTypes.Type(value = Fail.class, name = "Fail"),
  @JsonSubTypes.Type(value = GiveBack.class, name = "GiveBack"),
  @JsonSubTypes.Type(value = Cancel.class, name = "Cancel"),
  @JsonSubTypes.Type(value = ExpireLease.class, name = "ExpireLease"),
  @JsonSubTypes.Type(value = Redispatch.class, name = "Redispatch"),
  @JsonSubTypes.Type(value = TimeOut.class, name = "TimeOut"),
  @JsonSubTypes.Type(value = ForgetKey.class, name = "ForgetKey"),
  @JsonSubTypes.Type(value = Purge.class, name = "Purge"),
  @JsonSubTypes.Type(value = QueryQueued.class, name = "QueryQueued"),
  @JsonSubTypes.Type(value = QueryStarted.class, name = "QueryStarted"),
  @JsonSubTypes.Type(value = QueryFinished.class, name = "QueryFinished")
})
public sealed interface JobCommand
    permits Submit,
        Recall,
        Start,
        Claim,
        Heartbeat,
        Seal,
        Complete,
        Fail,
        GiveBack,
        Cancel,
        ExpireLease,
        Redispatch,
        TimeOut,
        ForgetKey,
        Purge,
        QueryBegin,
        QueryFinished {
  /** The id of the tenant whose job it is; the command's key in the log. */
  String tenant();

  /** The id of the job. */
  String job();

  /** The idempotency key under which it creates a job; null where it has none. */
  default IdempotencyKey idempotency() {
    return null;
  }

  /** Whether bulk jobs may have to be dispatched behind it. */
  default boolean concernsBulk() {
    return true;
  }

  /** The trace of the request that it comes from, as W3C writes it; null where there is none. */
  default String traceparent() {
    return null;
  }

  /** The index key of the job that holds the idempotency key; null where it has none. */
  default String keyIndex() {
    return null;
  }

  /**
   * How many jobs of the tenant may be dispatched at the same time from now on; null where
   * the command says nothing about it. It comes through the log, so that replaying it gives the
   * same.
   */
  default Integer concurrency() {
    return null;
  }

  /**
   * Decides on a job that does not exist. Only what creates a job has another answer.
   *
   * @param now the log-append time of this command
   */
  default Decision create(Rules rules, Instant now) {
    return Decision.unknown();
  }

  /**
   * Decides on a job that does not exist, while another one holds the command's idempotency key.
   *
   * @param holder that other job
   * @param now the log-append time of this command
   */
  default Decision repeat(JobEntry holder, Instant now) {
    if (!holder.key().sameBody(idempotency())) {
      return Decision.refused(
          null, "The idempotency key was used with another body; take a new key.");
    }
    if (holder.key().atOnce()) {
      return Decision.repeated(holder.job().asSubmitted());
    }
    return holder.job().state().ended()
        ? Decision.repeated(holder.job())
        : Decision.busy(holder.job(), "The first request with this idempotency key still runs.");
  }

  /**
   * Decides on the job as it is. Pure.
   *
   * @param entry the job, never null
   * @param now the log-append time of this command
   */
  Decision decide(JobEntry entry, Rules rules, Instant now);
}
