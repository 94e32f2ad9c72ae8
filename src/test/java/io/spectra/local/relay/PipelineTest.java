package io.spectra.local.relay;

import static io.spectra.local.relay.WireClient.types;
import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.OnStack;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Batches of messages, sent without waiting for the answers. */
@OnStack
@Timeout(30)
class PipelineTest {
  private Scratch scratch;
  private WireClient client;

  @BeforeEach
  void open() throws SQLException, IOException {
    scratch = new Scratch();
    client = new WireClient();
  }

  @AfterEach
  void close() throws SQLException, IOException {
    client.close();
    scratch.close();
  }

  @Test
  @DisplayName("After an error the rest of its batch is skipped, also what arrives after the error")
  void skipsTheRestOfABatch() throws IOException {
    client.execute("selec 1").flush();
    assertThat(client.next().type()).isEqualTo('E');
    client.execute("select 1").execute(unload("skipped_")).sync();
    client.execute(unload("after_")).sync().flush();

    assertThat(types(client.untilReady())).isEqualTo("Z");
    assertThat(types(client.untilReady())).isEqualTo("12NCZ");
    assertThat(scratch.objects("skipped_")).isEmpty();
    assertThat(scratch.objects("after_")).hasSize(1);
  }

  @Test
  @DisplayName("Several transfers and queries of one batch are answered in order")
  void answersInOrder() throws IOException {
    client.execute(unload("one_")).execute("select 1").execute(unload("two_")).sync().flush();

    assertThat(types(client.untilReady())).isEqualTo("12NC12DC12NCZ");
    assertThat(scratch.objects("two_")).hasSize(1);
  }

  @Test
  @DisplayName("A failing transfer takes the rest of its batch with it")
  void failsWithItsBatch() throws IOException {
    scratch.put("taken_", "theirs");
    client.execute(unload("taken_")).execute("create table never (id int)").sync().flush();

    List<WireClient.Message> answers = client.untilReady();

    assertThat(types(answers)).isEqualTo("12EZ");
    assertThat(answers.get(2).field('M')).contains("is not empty");
    client.execute("select * from never").sync().flush();
    assertThat(client.next().field('C')).isEqualTo("42P01");
  }

  @Test
  @DisplayName("UNLOAD and COPY work as simple queries, and so do their failures")
  void worksInSimpleQueries() throws IOException {
    client.query(unload("q_")).query("begin").query(unload("q_")).query("select 1").flush();

    assertThat(types(client.untilReady())).isEqualTo("NCZ");
    assertThat(types(client.untilReady())).isEqualTo("CZ");
    List<WireClient.Message> refused = client.untilReady();
    assertThat(types(refused)).isEqualTo("EZ");
    assertThat(refused.get(1).body()).containsExactly('E');
    assertThat(client.untilReady().get(0).field('C')).isEqualTo("25P02");
  }

  @Test
  @DisplayName("A COPY as a simple query of a missing object fails, and the session goes on")
  void failsToCopyInSimpleQueries() throws IOException {
    client.query("create temp table c (id int)").query(copy("nowhere")).query("select 1").flush();

    client.untilReady();
    List<WireClient.Message> refused = client.untilReady();
    assertThat(types(refused)).isEqualTo("EZ");
    assertThat(refused.get(0).field('C')).isEqualTo("XX000");
    assertThat(types(client.untilReady())).isEqualTo("TDCZ");
  }

  private String unload(String prefix) {
    return "UNLOAD ('select 1') TO '%s' IAM_ROLE default".formatted(scratch.url(prefix));
  }

  private String copy(String path) {
    return "COPY c FROM '%s' IAM_ROLE default".formatted(scratch.url(path));
  }
}
