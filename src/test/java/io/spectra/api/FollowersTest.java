package io.spectra.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FollowersTest {
  @Test
  @DisplayName(
      "R-083 streams are bounded in all and of each tenant, and a place that is left is free")
  void bounded() {
    Followers followers = new Followers(3, 2);

    assertThat(followers.enter("acme")).isEqualTo(Followers.Entry.IN);
    assertThat(followers.enter("acme")).isEqualTo(Followers.Entry.IN);
    assertThat(followers.enter("acme")).isEqualTo(Followers.Entry.TENANT_FULL);
    assertThat(followers.enter("globex")).isEqualTo(Followers.Entry.IN);
    assertThat(followers.enter("globex")).isEqualTo(Followers.Entry.FULL);
    assertThat(followers.open()).isEqualTo(3);

    followers.leave("acme");

    assertThat(followers.enter("globex")).isEqualTo(Followers.Entry.IN);
    assertThat(followers.open()).isEqualTo(3);
  }
}
