package io.spectra.local.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spectra.OnStack;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OnStack
class CopyTest {
  private Scratch scratch;

  @BeforeEach
  void open() throws SQLException {
    scratch = new Scratch();
    scratch.execute("CREATE TABLE target (LIKE t)");
  }

  @AfterEach
  void close() throws SQLException {
    scratch.close();
  }

  @Test
  @DisplayName("COPY reads back what UNLOAD has written")
  void readsWhatUnloadWrote() throws SQLException {
    scratch.execute(
        "UNLOAD ('select * from t') TO '%s' IAM_ROLE default CSV GZIP PARALLEL OFF"
            .formatted(scratch.url("g_")));

    String notice = copy("target", "g_000.gz", "CSV GZIP");

    assertThat(
            scratch.query(
                "select count(*) from (select * from target intersect select * from t) x"))
        .isEqualTo("1000");
    assertThat(notice)
        .isEqualTo("Load into table 'target' completed, 1000 record(s) loaded successfully.");
  }

  @Test
  @DisplayName("COPY reads all objects at a prefix, each without its header")
  void readsAPrefix() throws SQLException {
    scratch.put("many/1", "id,name\n1,a\n2,b");
    scratch.put("many/2", "id,name\n3,c\n");

    copy("target (id, name)", "many/", "CSV IGNOREHEADER AS 1");

    assertThat(scratch.query("select string_agg(id || name, ' ' order by id) from target"))
        .isEqualTo("1a 2b 3c");
  }

  @Test
  @DisplayName("COPY by a manifest reads what it lists, and nothing else")
  void readsAManifest() throws SQLException {
    scratch.put("listed/1", "1|a\n");
    scratch.put("listed/2", "2|b\n");
    scratch.put("listed/3", "3|c\n");
    scratch.put(
        "manifest",
        "{\"entries\": [{\"url\": \"%s\", \"mandatory\": true}, {\"url\": \"%s\"}]}"
            .formatted(scratch.url("listed/3"), scratch.url("listed/1")));

    copy("target (id, name)", "manifest", "MANIFEST");

    assertThat(scratch.query("select string_agg(id || name, ' ' order by id) from target"))
        .isEqualTo("1a 3c");
  }

  @Test
  @DisplayName("COPY by a manifest that lists a missing object says so")
  void reportsAMissingListedObject() throws SQLException {
    scratch.put("there", "1|a\n");
    scratch.put(
        "manifest",
        "{\"entries\": [{\"url\": \"%s\", \"mandatory\": true}, {\"url\": \"%s\"}]}"
            .formatted(scratch.url("there"), scratch.url("gone")));

    assertThatThrownBy(() -> copy("target (id, name)", "manifest", "MANIFEST"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("XX000"));
    assertThat(scratch.query("select count(*) from target")).isEqualTo("0");
  }

  @Test
  @DisplayName("COPY in a transaction is undone by its rollback")
  void isUndone() throws SQLException {
    scratch.put("one", "1|a\n");
    scratch.connection.setAutoCommit(false);

    copy("target (id, name)", "one", "");
    assertThat(scratch.query("select count(*) from target")).isEqualTo("1");
    scratch.connection.rollback();

    assertThat(scratch.query("select count(*) from target")).isEqualTo("0");
  }

  @Test
  @DisplayName("COPY of a missing object says so, with the state of an internal error")
  void reportsAMissingObject() throws SQLException {
    assertThatThrownBy(() -> copy("target", "nothing", "CSV"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("XX000"))
        .hasMessageContaining("does not exist")
        .hasMessageContaining("nothing");
    assertThat(scratch.query("select 1")).isEqualTo("1");
  }

  @Test
  @DisplayName("COPY into a missing table reports the table and its position")
  void reportsAMissingTable() throws SQLException {
    scratch.put("one", "1\n");

    assertThatThrownBy(() -> copy("nowhere", "one", "CSV"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42P01"));
    assertThat(scratch.query("select 1")).isEqualTo("1");
  }

  @Test
  @DisplayName("COPY of rows that do not fit reports them, and stops reading a large object")
  void reportsBadRows() throws SQLException {
    scratch.put("bad", "not a number\n" + "1\n".repeat(2_000_000));

    assertThatThrownBy(() -> copy("target (id)", "bad", "CSV"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22P02"));
    assertThat(scratch.query("select count(*) from target")).isEqualTo("0");
  }

  private String copy(String table, String path, String options) throws SQLException {
    return scratch.warningOf(
        "COPY %s FROM '%s' IAM_ROLE default %s".formatted(table, scratch.url(path), options));
  }
}
