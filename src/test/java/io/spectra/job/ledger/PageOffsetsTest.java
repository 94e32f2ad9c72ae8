package io.spectra.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.JobListing;
import io.spectra.job.JobState;
import io.spectra.job.Operation;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageOffsetsTest {
  private final PageOffsets offsets = new PageOffsets("secret".getBytes());
  private final JobListing open = listing("acme", Optional.of(JobState.OPEN), Optional.empty());

  @Test
  @DisplayName("R-062: an offset leads back to its job, for its own tenant and filters")
  void roundTrip() {
    assertThat(offsets.job(at(open, offsets.after(open, "bulk-job-1")))).contains("bulk-job-1");
    assertThat(offsets.job(open)).isEmpty();
  }

  @Test
  @DisplayName("R-062: an offset of another tenant, filter or key is refused")
  void bound() {
    String offset = offsets.after(open, "bulk-job-1");
    refuses(at(listing("globex", open.state(), open.operation()), offset));
    refuses(at(listing("acme", Optional.empty(), Optional.empty()), offset));
    refuses(at(listing("acme", open.state(), Optional.of(Operation.QUERY)), offset));
    refuses(at(open, new PageOffsets("other".getBytes()).after(open, "bulk-job-1")));
  }

  @Test
  @DisplayName("R-062: an offset with any one character changed is refused")
  void tampered() {
    String offset = offsets.after(open, "bulk-job-1");
    for (int at = 0; at < offset.length() - 1; at++) {
      char other = offset.charAt(at) == 'A' ? 'B' : 'A';
      refuses(at(open, offset.substring(0, at) + other + offset.substring(at + 1)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "***", "AAAAAAAAAAAAAAAAAAAAAA", "%00"})
  @DisplayName("R-062: what is no offset at all is refused")
  void nonsense(String offset) {
    refuses(at(open, offset));
  }

  private void refuses(JobListing listing) {
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> offsets.job(listing))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
        .satisfies(failure -> assertThat(failure.details()).containsEntry("field", "offset"));
  }

  private static JobListing listing(
      String tenant, Optional<JobState> state, Optional<Operation> operation) {
    return new JobListing(tenant, state, operation, 25, Optional.empty());
  }

  private static JobListing at(JobListing listing, String offset) {
    return new JobListing(
        listing.tenant(), listing.state(), listing.operation(), 25, Optional.of(offset));
  }
}
