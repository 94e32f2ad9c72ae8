package io.spectra.local.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spectra.OnStack;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnStack
class UnloadTest {
  private Scratch scratch;

  @BeforeEach
  void open() throws SQLException {
    scratch = new Scratch();
  }

  @AfterEach
  void close() throws SQLException {
    scratch.close();
  }

  @Test
  @DisplayName("UNLOAD writes CSV with a header into one object, quotes where needed")
  void writesCsv() throws SQLException {
    String notice =
        unload(
            "select id, name, amount, at from t where name <> ''zz'' order by id",
            "a_",
            "IAM_ROLE 'arn:aws:iam::1:role/x' FORMAT AS CSV HEADER PARALLEL OFF");

    assertThat(scratch.lines("a_000"))
        .hasSize(1 + Scratch.ROWS)
        .startsWith("id,name,amount,at", "1,\"n,\"\"1\",1.50,2024-01-01 00:01:00");
    assertThat(notice).contains("1000 record(s) unloaded successfully");
  }

  @Test
  @DisplayName("UNLOAD compresses with gzip and takes a query in dollar quotes")
  void compresses() throws SQLException, IOException {
    scratch.execute(
        "unload ($$select id from t order by id$$) to '%s' iam_role default csv gzip parallel off"
            .formatted(scratch.url("g_")));

    assertThat(scratch.unzipped("g_000.gz").lines()).hasSize(Scratch.ROWS).startsWith("1", "2");
  }

  @Test
  @DisplayName("UNLOAD without PARALLEL OFF names its object as a slice's part")
  void namesParts() throws SQLException {
    unload("select 1", "p_", "IAM_ROLE default CSV");

    assertThat(scratch.objects("p_")).containsExactly("p_0000_part_00");
  }

  @Test
  @DisplayName("UNLOAD of no rows writes no object, header or not")
  void writesNothingForNoRows() throws SQLException {
    unload("select id from t where id < 0", "none_", "IAM_ROLE default CSV HEADER PARALLEL OFF");

    assertThat(scratch.objects("none_")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "CSV;1,,\"a,b\",t",
        "CSV DELIMITER ''|'';1||a,b|t",
        "CSV NULL AS ''NIL'';1,NIL,\"a,b\",t",
        "'';1||a,b|t",
        "DELIMITER AS '','' NULL AS ''NIL'' ESCAPE;1,NIL,a\\,b,t",
        "ADDQUOTES;\"1\"||\"a,b\"|\"t\""
      })
  @DisplayName("UNLOAD formats rows as its options say")
  void formats(String options, String row) throws SQLException {
    String sql = options == null ? "" : options.replace("''", "'");
    unload("select 1, null, ''a,b'', true", "f_", "IAM_ROLE default PARALLEL OFF " + sql);

    assertThat(scratch.text("f_000")).isEqualTo(row + "\n");
  }

  @Test
  @DisplayName("UNLOAD begins another object at MAXFILESIZE and repeats the header there")
  void splits() throws SQLException {
    unload(
        "select repeat(''x'', 999) as x from generate_series(1, 12000)",
        "s_",
        "IAM_ROLE default CSV HEADER PARALLEL OFF MAXFILESIZE 5 MB");

    assertThat(scratch.objects("s_")).containsExactly("s_000", "s_001", "s_002");
    assertThat(scratch.lines("s_002")).startsWith("x");
  }

  @Test
  @DisplayName("UNLOAD streams what is larger than one part of a multipart upload")
  void streams() throws SQLException {
    unload(
        "select g, repeat(''x'', 100) from generate_series(1, 200000) g",
        "big_",
        "IAM_ROLE default CSV PARALLEL OFF");

    assertThat(scratch.lines("big_000")).hasSize(200_000).endsWith("200000," + "x".repeat(100));
    assertThat(scratch.unfinishedUploads()).isZero();
  }

  @Test
  @DisplayName("UNLOAD as a server-side prepared statement runs again and again")
  void runsPrepared() throws SQLException {
    String sql =
        "UNLOAD ('select 1') TO '%s' IAM_ROLE default CSV PARALLEL OFF ALLOWOVERWRITE"
            .formatted(scratch.url("x_"));
    try (PreparedStatement statement = scratch.connection.prepareStatement(sql)) {
      for (int i = 0; i < 10; i++) {
        statement.execute();
      }
    }

    assertThat(scratch.text("x_000")).isEqualTo("1\n");
  }

  @Test
  @DisplayName("UNLOAD refuses a destination that is not empty")
  void refusesToOverwrite() throws SQLException {
    scratch.put("taken_000", "theirs");

    assertThatThrownBy(() -> unload("select 1", "taken_", "IAM_ROLE default CSV PARALLEL OFF"))
        .hasMessageContaining("unload destination on S3 is not empty");
    assertThat(scratch.text("taken_000")).isEqualTo("theirs");
    assertThat(scratch.query("select 1")).isEqualTo("1");
  }

  @Test
  @DisplayName("UNLOAD refuses an option that the stand-in does not know")
  void refusesUnknownOptions() {
    assertThatThrownBy(() -> unload("select 1", "q_", "IAM_ROLE default BZIP2"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("0A000"))
        .hasMessageContaining("BZIP2");
  }

  @Test
  @DisplayName("UNLOAD is found behind a comment")
  void allowsComments() throws SQLException {
    scratch.execute(
        "/* request 1 */ -- and more\n UNLOAD ('select 1') TO '%s' IAM_ROLE default PARALLEL OFF"
            .formatted(scratch.url("c_")));

    assertThat(scratch.objects("c_")).containsExactly("c_000");
  }

  private String unload(String query, String prefix, String options) throws SQLException {
    return scratch.warningOf(
        "UNLOAD ('%s') TO '%s' %s".formatted(query, scratch.url(prefix), options));
  }
}
