package io.spectra.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.failure.Failure;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Everything dangerous, in every place where it could stand. */
class AttackMatrixTest {
  private static final Gate GATE = Gates.standard();

  private static final List<String> CALLS =
      List.of(
          "pg_sleep(1)",
          "PG_SLEEP(1)",
          "pg_catalog.pg_sleep(1)",
          "\"pg_sleep\"(1)",
          "pg_catalog . \"pg_sleep\" (1)",
          "pg_sleep/**/(1)",
          "pg_sleep --x\n(1)",
          "\"PG_Sleep\"(1)",
          "db.pg_catalog.pg_sleep(1)",
          "lo_import('x')",
          "dblink('a','b')",
          "set_config('a','b',true)",
          "nextval('s')",
          "query_to_xml('x',true,true,'')",
          "current_setting('x')",
          "ts_stat('x')",
          "has_database_privilege('a','b')",
          "change_user_priority('a','b')",
          "to_regclass('x')",
          "1::regclass",
          "1::pg_catalog.regclass",
          "CAST(1 AS \"regclass\")",
          "regrole 'x'",
          "ARRAY['x']::regclass[]",
          "inet_server_addr()",
          "explain_model('m')",
          "1 OPERATOR(pg_catalog.+) 1");

  private static final List<String> EXPRESSION_PLACES =
      List.of(
          "SELECT %s",
          "SELECT a, %s AS update FROM t",
          "SELECT a FROM t WHERE %s IS NULL",
          "SELECT a FROM t ORDER BY %s",
          "SELECT a FROM t GROUP BY %s",
          "SELECT a FROM t HAVING %s IS NOT NULL",
          "SELECT CASE WHEN %s IS NULL THEN 1 END",
          "SELECT coalesce(%s, 1)",
          "SELECT (SELECT %s)",
          "WITH x AS (SELECT %s) SELECT * FROM x",
          "SELECT a FROM t LIMIT (SELECT 1 WHERE %s IS NULL)",
          "SELECT a FROM t JOIN u ON %s IS NULL",
          "SELECT ARRAY[%s]",
          "SELECT sum(a) FILTER (WHERE %s IS NULL) FROM t",
          "SELECT sum(a) OVER (PARTITION BY %s) FROM t",
          "SELECT a FROM t UNION SELECT %s",
          "SELECT a FROM t QUALIFY %s IS NULL",
          "SELECT * FROM (VALUES (%s)) v",
          "SELECT 'x'||%s");

  private static final List<String> RELATIONS =
      List.of(
          "pg_user",
          "\"PG_User\"",
          "pg_catalog.pg_user",
          "\"pg_catalog\" . pg_class",
          "INFORMATION_SCHEMA.\"TABLES\"",
          "db.information_schema.columns",
          "stl_query",
          "STV_SESSIONS",
          "svv_tables",
          "svcs_explain",
          "sys_query_history",
          "pg_temp_12.x");

  private static final List<String> RELATION_PLACES =
      List.of(
          "SELECT * FROM %s",
          "SELECT * FROM %s AS x (a, b)",
          "SELECT * FROM t, %s",
          "SELECT * FROM t LEFT JOIN %s USING (a)",
          "SELECT * FROM t NATURAL JOIN %s",
          "SELECT * FROM (%s CROSS JOIN t)",
          "SELECT * FROM ONLY (%s)",
          "SELECT a.from FROM %s a",
          "SELECT a FROM t WHERE a IN (SELECT b FROM %s)",
          "SELECT ARRAY(SELECT a FROM %s)",
          "WITH x AS (SELECT * FROM %s) SELECT * FROM x",
          "SELECT 1 UNION ALL SELECT 1 FROM %s",
          "SELECT * FROM t JOIN u ON t.a = u.a AND t.b IN (1, 2), %s",
          "SELECT * FROM t JOIN u ON EXISTS (SELECT 1 FROM x JOIN y ON true, %s)",
          "SELECT * FROM t window, %s",
          "SELECT * FROM t minus, %s",
          "SELECT * FROM t fetch, %s",
          "SELECT * FROM f(a, b), %s",
          "SELECT * FROM t PIVOT (sum(a) FOR b IN (1)), %s",
          "SELECT 'x' AS from FROM %s",
          "SELECT extract(year FROM d) FROM %s",
          "SELECT a IS DISTINCT FROM b FROM %s",
          "SELECT * FROM t, %s AS o AT i",
          "SELECT * FROM t, UNPIVOT %s AS v AT k");

  private static final List<String> WRITES =
      List.of(
          "DELETE FROM t",
          "UPDATE t SET a=1",
          "INSERT INTO t VALUES (1)",
          "MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE",
          "DROP TABLE t",
          "TABLE t",
          "COPY t FROM 's3://x'",
          "SELECT 1 INTO x",
          "SELECT * FROM t FOR UPDATE");

  private static final List<String> STATEMENT_PLACES =
      List.of(
          "%s",
          "((%s))",
          "WITH x AS (SELECT 1) %s",
          "WITH x AS (%s) SELECT * FROM x",
          "WITH x AS NOT MATERIALIZED (%s) SELECT 1",
          "WITH \"as\" (a) AS (%s) SELECT 1",
          "WITH y AS (SELECT 1 AS as), x AS (%s) SELECT * FROM x",
          "SELECT 1; %s",
          "/* SELECT */ %s",
          "--x\r%s",
          "WITH x AS ((%s)) SELECT 1",
          "WITH a AS (WITH x AS (SELECT 1) %s) SELECT * FROM a",
          "WITH x AS (SELECT 1) SEARCH BREADTH FIRST BY a SET b %s");

  @Test
  @DisplayName("R-015 no dangerous function or cast passes in any place of an expression")
  void calls() {
    assertThat(matrix(EXPRESSION_PLACES, CALLS)).filteredOn(AttackMatrixTest::passes).isEmpty();
  }

  @Test
  @DisplayName("R-015 no system object passes in any place of a relation")
  void relations() {
    assertThat(matrix(RELATION_PLACES, RELATIONS)).filteredOn(AttackMatrixTest::passes).isEmpty();
  }

  @Test
  @DisplayName("R-015 no write passes in any place of a statement")
  void writes() {
    assertThat(matrix(STATEMENT_PLACES, WRITES)).filteredOn(AttackMatrixTest::passes).isEmpty();
  }

  @Test
  @DisplayName("R-015 the places themselves are harmless")
  void placesAreHarmless() {
    Stream<String> expressions =
        matrix(EXPRESSION_PLACES, List.of("abs(1)", "\"pg\"", "t.a", "update"));
    Stream<String> relations =
        matrix(RELATION_PLACES, List.of("pgbench", "s.\"order\"", "sys_orders"))
            .filter(sql -> !sql.contains("minus,") && !sql.contains("fetch,"));

    assertThat(Stream.concat(expressions, relations)).filteredOn(sql -> !passes(sql)).isEmpty();
  }

  private static Stream<String> matrix(List<String> places, List<String> contents) {
    return places.stream().flatMap(place -> contents.stream().map(place::formatted));
  }

  private static boolean passes(String sql) {
    try {
      GATE.judge(sql, OptionalInt.of(100));
      return true;
    } catch (Failure refused) {
      return false;
    }
  }
}
