package io.spectra.job.ledger;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.spectra.job.JobListing;
import io.spectra.job.JobReads;
import io.spectra.job.machine.JobCommand;
import java.util.concurrent.CompletableFuture;

/** What one instance asks the one that serves a tenant's partition. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PeerQuestion.Propose.class, name = "Propose"),
  @JsonSubTypes.Type(value = PeerQuestion.Find.class, name = "Find"),
  @JsonSubTypes.Type(value = PeerQuestion.Kept.class, name = "Kept"),
  @JsonSubTypes.Type(value = PeerQuestion.Page.class, name = "Page")
})
sealed interface PeerQuestion {
  /** Answers by what is served here; never asks on. */
  CompletableFuture<PeerReply> answer(Commands commands, JobReads reads);

  /** The trace that it belongs to; null where it does not say. */
  default String traceparent() {
    return null;
  }

  /** Proposes a command; a record for its JSON alone, never compared. */
  record Propose(JobCommand command, String requestId, byte[] queryAnswer) implements PeerQuestion {
    @Override
    public String traceparent() {
      return command.traceparent();
    }

    @Override
    public CompletableFuture<PeerReply> answer(Commands commands, JobReads reads) {
      return commands.propose(command, requestId, queryAnswer).thenApply(PeerReply::of);
    }
  }

  /** Finds a job. */
  record Find(String tenant, String job) implements PeerQuestion {
    @Override
    public CompletableFuture<PeerReply> answer(Commands commands, JobReads reads) {
      return CompletableFuture.completedFuture(PeerReply.of(reads.find(tenant, job).orElse(null)));
    }
  }

  /** Reads the answer that was kept of a query. */
  record Kept(String tenant, String job) implements PeerQuestion {
    @Override
    public CompletableFuture<PeerReply> answer(Commands commands, JobReads reads) {
      return CompletableFuture.completedFuture(
          PeerReply.of(reads.answer(tenant, job).orElse(null)));
    }
  }

  /** Lists jobs. */
  record Page(JobListing listing) implements PeerQuestion {
    @Override
    public CompletableFuture<PeerReply> answer(Commands commands, JobReads reads) {
      return CompletableFuture.completedFuture(PeerReply.of(reads.list(listing)));
    }
  }
}
