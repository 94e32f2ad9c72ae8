package io.spectra.bulk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.spectra.TestStack;
import io.spectra.api.ApiClient;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Loads beside other work on their table: aborted, or at the same time. */
@QuarkusTest
class LoadsAtOnceTest {
  @TestHTTPResource("/")
  URI base;

  @BeforeEach
  void table() throws SQLException {
    PartsTable.create();
  }

  @Test
  @DisplayName(
      "R-060 R-043 an aborted load leaves the table as it was, and its statement has stopped")
  void aborts() throws Exception {
    String id = acme().created(LoadClient.job("upsert", "parts"));
    acme().put(acme().uploadUrl(id, 1), "part_id,name\n1,changed\n70,new\n".getBytes());
    try (var holder = TestStack.postgres();
        var hold = holder.createStatement()) {
      holder.setAutoCommit(false);
      hold.execute("LOCK TABLE parts IN SHARE MODE");
      acme().start(id);
      await().atMost(Duration.ofSeconds(30)).until(LoadsAtOnceTest::changing);

      assertThat(
              ApiClient.acme(base).patch("/v1/bulk/jobs/" + id, "{\"state\":\"Aborted\"}").status())
          .isEqualTo(200);

      await().atMost(Duration.ofSeconds(2)).until(() -> !changing());
      holder.rollback();
    }
    assertThat(acme().ended(id).path("state").asText()).isEqualTo("Aborted");
    assertThat(PartsTable.rows("acme", "true")).containsExactly("1|one|1.50|7|a", "2|two|2.50|7|b");
  }

  @Test
  @DisplayName("R-058 two upserts of the same new keys at once do not double them")
  void concurrent() throws Exception {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement()) {
      // As on Redshift, where a key is a promise that nobody keeps.
      statement.execute("ALTER TABLE parts DROP CONSTRAINT parts_pkey");
    }
    StringBuilder file = new StringBuilder("part_id,name\n");
    for (int i = 1000; i < 3000; i++) {
      file.append(i).append(",n").append(i).append('\n');
    }
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String id =
          acme().created(LoadClient.job("upsert", "parts").put("external_id_field", "part_id"));
      acme().put(acme().uploadUrl(id, 1), file.toString().getBytes());
      jobs.add(id);
    }
    jobs.forEach(acme()::start);

    for (String id : jobs) {
      assertThat(acme().ended(id).path("number_records_processed").asLong()).isEqualTo(2000);
    }
    assertThat(PartsTable.rows("acme", "part_id >= 1000")).hasSize(2000);
  }

  private static boolean changing() throws SQLException {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE usename = 'spectra_acme'"
                    + " AND state = 'active' AND query LIKE '%spectra_stage%parts%'"
                    + " OR usename = 'spectra_acme' AND state = 'active'"
                    + " AND query LIKE '%parts%spectra_stage%'")) {
      rows.next();
      return rows.getInt(1) > 0;
    }
  }

  private LoadClient acme() {
    return new LoadClient(ApiClient.acme(base).whenReady());
  }
}
