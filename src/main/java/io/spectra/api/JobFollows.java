package io.spectra.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.Startup;
import io.spectra.bulk.BulkJobView;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Job;
import io.spectra.job.JobEnds;
import io.spectra.job.JobId;
import io.spectra.job.JobReads;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Streams of server-sent events about bulk jobs. A stream is a timer and a connection: it
 * has no thread of its own, and looks at the job on a shared one. There are so many at a time and
 * no more; a client that goes, or takes nothing, frees its own.
 *
 * <p>There from the start, as its gauge is.
 */
@Startup
@ApplicationScoped
public class JobFollows {
  private static final String OPERATION = "streamBulkJobEvents";
  private static final Duration LATER = Duration.ofSeconds(5);

  private final JobReads reads;
  private final JobEnds ends;
  private final FailureAnswer failures;
  private final ApiConfig config;
  private final ObjectMapper json;
  private final Leaving leaving;
  private final Followers followers;

  public JobFollows(
      JobReads reads,
      JobEnds ends,
      FailureAnswer failures,
      ApiConfig config,
      ObjectMapper json,
      Leaving leaving) {
    this.leaving = leaving;
    this.reads = reads;
    this.ends = ends;
    this.failures = failures;
    this.config = config;
    this.json = json;
    this.followers = new Followers(config.maxFollowers(), config.maxFollowersPerTenant());
    Gauge.builder("spectra.follows.open", followers, Followers::open)
        .description("Streams of events about jobs that are open on this instance")
        .register(Metrics.globalRegistry);
  }

  /** Whether a request asks for a stream. */
  boolean asked(ApiRequest request) {
    return request.operation().id().equals(OPERATION);
  }

  /** Begins a stream, or says why not; to be called on the request's event loop. */
  void begin(ApiRequest request) {
    Optional<Failure> refusal =
        switch (followers.enter(request.caller().tenant().id())) {
          case IN -> Optional.empty();
          case TENANT_FULL ->
              Optional.of(
                  Failure.of(ErrorCode.RATE_LIMITED, "Your tenant follows too many jobs already.")
                      .with("retry_after", LATER.toSeconds()));
          case FULL ->
              Optional.of(
                  Failure.of(ErrorCode.UNAVAILABLE, "Too many jobs are followed at the moment."));
        };
    if (refusal.isPresent()) {
      failures.answer(refusal.get().retryAfter(LATER), request.http());
      return;
    }
    new JobFollow(this, request).begin();
  }

  /** The job as it stands; may block. */
  Job find(ApiRequest request) {
    String id = request.path().get("job_id");
    return JobId.ofBulk(id)
        ? reads.find(request.caller().tenant().id(), id).orElseThrow(JobFollows::absent)
        : absent(id);
  }

  /** Whether streams end because the service does. */
  boolean leaving() {
    return leaving.told();
  }

  JobEnds ends() {
    return ends;
  }

  ApiConfig config() {
    return config;
  }

  void refuse(Throwable cause, ApiRequest request) {
    failures.answer(FailureReading.of(cause), request.http());
  }

  /** A stream has ended. */
  void ended(ApiRequest request) {
    followers.leave(request.caller().tenant().id());
  }

  /** How many streams there are. */
  int open() {
    return followers.open();
  }

  /** One event: its id, the state as its name, the job as its data. */
  String event(Job job) {
    try {
      return "id: %s\nevent: %s\ndata: %s\n\n"
          .formatted(
              id(job), job.state().wire(), json.writeValueAsString(BulkJobView.details(job)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a job that is not JSON", e);
    }
  }

  /** The same on every instance, and greater with every change. */
  static String id(Job job) {
    return Long.toString(job.updatedAt().toEpochMilli());
  }

  private static Job absent(String id) {
    throw absent();
  }

  private static Failure absent() {
    return Failure.of(ErrorCode.NOT_FOUND, "There is no such job");
  }
}
