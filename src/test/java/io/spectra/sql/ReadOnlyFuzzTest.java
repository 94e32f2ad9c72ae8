package io.spectra.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.failure.Failure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Splices writes into queries, and runs whatever the gate lets through as a superuser in a
 * transaction that may write: nothing but the gate is in the way.
 */
@OnStack
class ReadOnlyFuzzTest {
  private static final Gate GATE = Gates.standard();

  private static final List<String> QUERIES =
      List.of(
          "SELECT a FROM fuzz.t WHERE a > 1 ORDER BY a LIMIT 3",
          "WITH x AS ( SELECT a FROM fuzz.t ) SELECT * FROM x",
          "SELECT count ( * ) , max ( a ) FROM fuzz.t GROUP BY b HAVING count ( * ) > 0",
          "SELECT * FROM ( SELECT a , b FROM fuzz.t ) s JOIN fuzz.t USING ( a )",
          "( SELECT a FROM fuzz.t ) UNION ALL ( SELECT 1 ) LIMIT 2",
          "SELECT CASE WHEN a = 1 THEN 'x' ELSE 'y' END AS c FROM fuzz.t",
          "SELECT a , row_number ( ) OVER ( PARTITION BY b ORDER BY a ) FROM fuzz.t",
          "SELECT 'it''s' AS s , $$ x $$ AS d , \"a\" FROM fuzz.t");

  private static final List<String> SPLICES =
      List.of(
          "INTO fuzz.made",
          "INTO TEMP made",
          "FOR UPDATE",
          "FOR SHARE",
          ", nextval('fuzz.s')",
          "; DELETE FROM fuzz.t",
          "; DROP TABLE fuzz.t ;",
          "DELETE FROM fuzz.t",
          "( DELETE FROM fuzz.t RETURNING a )",
          "WITH d AS ( DELETE FROM fuzz.t RETURNING a )",
          "AS ( UPDATE fuzz.t SET a = 9 RETURNING a )",
          ", d AS ( INSERT INTO fuzz.t VALUES (9) )",
          "set_config('a.b', 'c', false) ,",
          "fuzz.writes() ,",
          "/*",
          "*/",
          "--",
          "\n",
          "\r",
          "'",
          "\"",
          "$$",
          "\\",
          "(",
          ")",
          "AS",
          ".",
          "\u00a0",
          "UNION SELECT lo_creat(-1)",
          "txid_current() ,",
          "EXPLAIN ANALYZE",
          "TABLE fuzz.t",
          "VALUES (1)");

  private static Connection postgres;
  private static String before;

  @BeforeContainer
  static void makeTargets() throws SQLException {
    postgres = TestStack.postgres();
    execute("CREATE SCHEMA fuzz");
    execute("CREATE SEQUENCE fuzz.s");
    execute("CREATE TABLE fuzz.t AS SELECT n AS a, n % 3 AS b FROM generate_series(1, 20) n");
    execute("SET statement_timeout = '2s'");
    before = fingerprint();
    postgres.setAutoCommit(false);
  }

  @AfterContainer
  static void dropTargets() throws SQLException {
    postgres.setAutoCommit(true);
    execute("DROP SCHEMA fuzz CASCADE");
    postgres.close();
  }

  @Property(tries = 8_000)
  @Label("R-015 what the gate accepts never writes, though nothing else would stop it")
  void acceptedOnlyReads(@ForAll("spliced") String sql) throws SQLException {
    GatedSql gated;
    try {
      gated = GATE.judge(sql, OptionalInt.of(100));
    } catch (Failure refused) {
      return;
    }

    boolean ran = run(gated.text());

    // A transaction that has written, or locked a row, has an id.
    assertThat(ran ? first("SELECT pg_current_xact_id_if_assigned()::text") : null).isNull();
    postgres.rollback();
  }

  @AfterContainer
  static void nothingChanged() throws SQLException {
    assertThat(fingerprint()).isEqualTo(before);
  }

  @Provide
  Arbitrary<String> spliced() {
    // Of one splice more than of two: each write has to hit its place.
    Arbitrary<Splice> splice =
        Combinators.combine(Arbitraries.of(SPLICES), Arbitraries.doubles().between(0, 1))
            .as(Splice::new);
    return Combinators.combine(Arbitraries.of(QUERIES), splice.list().ofMinSize(1).ofMaxSize(2))
        .as(ReadOnlyFuzzTest::splice);
  }

  private record Splice(String text, double where) {}

  /** Puts each text before a word of the query, or behind the last one. */
  private static String splice(String query, List<Splice> splices) {
    List<String> words = new ArrayList<>(List.of(query.split(" ")));
    for (Splice splice : splices) {
      words.add((int) Math.round(splice.where() * words.size()), splice.text());
    }
    return String.join(" ", words);
  }

  private static boolean run(String sql) throws SQLException {
    try (var statement = postgres.createStatement()) {
      statement.execute(sql);
      return true;
    } catch (SQLException notSql) {
      postgres.rollback();
      return false;
    }
  }

  /** The catalog and the data of the schema, in one value. */
  private static String fingerprint() throws SQLException {
    return first(
        "SELECT md5((SELECT string_agg(relname::text || relkind::text, ',' ORDER BY oid) FROM pg_class)"
            + " || (SELECT string_agg(t::text, ',' ORDER BY a) FROM fuzz.t t)"
            + " || (SELECT last_value::text || is_called FROM fuzz.s)"
            + " || (SELECT count(*) FROM pg_largeobject_metadata))");
  }

  private static String first(String sql) throws SQLException {
    try (var statement = postgres.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void execute(String sql) throws SQLException {
    try (var statement = postgres.createStatement()) {
      statement.execute(sql);
    }
  }
}
