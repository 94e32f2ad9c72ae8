package io.spectra.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.job.Job;
import io.spectra.job.JobListing;
import io.spectra.job.JobPage;
import io.spectra.job.JobState;
import io.spectra.job.Move;
import io.spectra.job.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Listings of a tenant with 12 aborted query jobs among 24 open insert jobs. */
class JobListingTest {
  private static final String TENANT = "lister";
  private static final Optional<Operation> ANY = Optional.empty();
  private static final List<String> INSERTS = new ArrayList<>();
  private static final List<String> QUERIES = new ArrayList<>();
  private static final List<String> ALL = new ArrayList<>();

  private final JobLedger ledger = Running.ledger();

  @BeforeAll
  static void submit() {
    for (int count = 0; count < 36; count++) {
      boolean query = count % 3 == 0;
      Job job =
          Running.ledger().gateway().submit(query ? Given.query(TENANT) : Given.insert(TENANT));
      if (query) {
        Running.ledger().gateway().move(TENANT, job.id(), Move.ABORT, "r");
      }
      (query ? QUERIES : INSERTS).add(job.id());
      ALL.add(job.id());
    }
    List.of(INSERTS, QUERIES, ALL).forEach(Collections::reverse);
  }

  @Test
  @DisplayName("R-062: pages follow each other newest first, without gap or repetition, to the end")
  void pages() {
    assertThat(follow(Optional.empty(), ANY, 7)).isEqualTo(ALL);
    assertThat(follow(Optional.empty(), ANY, 36)).isEqualTo(ALL);
    assertThat(follow(Optional.empty(), ANY, 100)).isEqualTo(ALL);
  }

  @Test
  @DisplayName("R-062: filters by state, operation and both")
  void filters() {
    assertThat(follow(Optional.of(JobState.ABORTED), ANY, 5)).isEqualTo(QUERIES);
    assertThat(follow(Optional.empty(), Optional.of(Operation.INSERT), 5)).isEqualTo(INSERTS);
    assertThat(follow(Optional.of(JobState.OPEN), Optional.of(Operation.INSERT), 5))
        .isEqualTo(INSERTS);
    assertThat(follow(Optional.of(JobState.OPEN), Optional.of(Operation.QUERY), 5)).isEmpty();
  }

  @Test
  @DisplayName("R-008: a listing shows no other tenant's jobs, also of a tenant with a longer name")
  void tenancy() {
    Running.ledger().gateway().submit(Given.insert(TENANT + "-2"));
    Running.ledger().gateway().submit(Given.insert("list"));
    assertThat(follow(Optional.empty(), ANY, 50)).isEqualTo(ALL);
  }

  private List<String> follow(Optional<JobState> state, Optional<Operation> operation, int limit) {
    List<String> ids = new ArrayList<>();
    Optional<String> offset = Optional.empty();
    do {
      JobPage page = ledger.reads().list(new JobListing(TENANT, state, operation, limit, offset));
      ids.addAll(page.jobs().stream().map(Job::id).collect(Collectors.toList()));
      offset = page.nextOffset();
    } while (offset.isPresent());
    return ids;
  }
}
