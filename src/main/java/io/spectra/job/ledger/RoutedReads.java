package io.spectra.job.ledger;

import io.spectra.job.Job;
import io.spectra.job.JobListing;
import io.spectra.job.JobPage;
import io.spectra.job.JobReads;
import java.util.Optional;

/** Reads from the instance that serves the tenant. */
final class RoutedReads implements JobReads {
  private final Owners owners;
  private final JobReads here;
  private final Peers peers;

  RoutedReads(Owners owners, JobReads here, Peers peers) {
    this.owners = owners;
    this.here = here;
    this.peers = peers;
  }

  @Override
  public Optional<Job> find(String tenant, String id) {
    Optional<Peer> owner = owners.elsewhere(tenant);
    return owner.isEmpty()
        ? here.find(tenant, id)
        : Optional.ofNullable(ask(owner.get(), new PeerQuestion.Find(tenant, id)).job());
  }

  @Override
  public Optional<byte[]> answer(String tenant, String id) {
    Optional<Peer> owner = owners.elsewhere(tenant);
    return owner.isEmpty()
        ? here.answer(tenant, id)
        : Optional.ofNullable(ask(owner.get(), new PeerQuestion.Kept(tenant, id)).kept());
  }

  @Override
  public JobPage list(JobListing listing) {
    Optional<Peer> owner = owners.elsewhere(listing.tenant());
    return owner.isEmpty()
        ? here.list(listing)
        : ask(owner.get(), new PeerQuestion.Page(listing)).page();
  }

  private PeerReply ask(Peer owner, PeerQuestion question) {
    return Waiting.of(peers.ask(owner, question));
  }
}
