package io.spectra.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.spectra.OnStack;
import io.spectra.TestStack;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The row cap as the Redshift stand-in counts it, on tables of 6,000 rows. */
@OnStack
class RowCapExecutedTest {
  private static final Gate GATE = Gates.standard();
  private static final int MAX = 1000;
  private static Connection warehouse;

  @BeforeAll
  static void makeTables() throws SQLException {
    warehouse = TestStack.warehouse("acme");
    for (String table : new String[] {"t", "u", "users"}) {
      execute(
          "CREATE TEMP TABLE "
              + table
              + " AS SELECT n AS a, n AS b, n AS id, n AS \"limit\", n AS top, n AS bottom,"
              + " n AS \"offset\" FROM generate_series(1, 6000) n");
    }
  }

  @AfterAll
  static void disconnect() throws SQLException {
    warehouse.close();
  }

  static Stream<Statement> limited() {
    return RowCapCorpusTest.limited().filter(s -> !s.expected().equals("reject"));
  }

  @ParameterizedTest
  @MethodSource("limited")
  @DisplayName("R-014 no statement of the corpora gives more rows than it may, and one to spare")
  void bounds(Statement statement) throws SQLException {
    int effective = statement.limit().get("effective").asInt();
    GatedSql gated = GATE.judge(statement.sql(), OptionalInt.of(MAX));
    assumeThat(gated.binds()).isEmpty();

    int rows = rows(gated.text());

    assumeThat(rows).as("not in the stand-in's dialect").isNotNegative();
    assertThat(rows).isLessThanOrEqualTo(effective);
    assertThat(gated.rows().getAsInt()).isLessThanOrEqualTo(MAX);
  }

  @Test
  @DisplayName("R-014 nearly all of those statements do run on the stand-in")
  void mostRun() throws SQLException {
    int ran = 0;
    for (Statement statement : limited().toList()) {
      GatedSql gated = GATE.judge(statement.sql(), OptionalInt.of(MAX));
      ran += gated.binds().isEmpty() && rows(gated.text()) >= 0 ? 1 : 0;
    }

    assertThat(ran).isGreaterThan(55);
  }

  /** How many rows come, with the row cap that the service sets; -1 where the text is refused. */
  private static int rows(String sql) throws SQLException {
    try (var statement = warehouse.createStatement()) {
      statement.setMaxRows(MAX + 1);
      ResultSet result = statement.executeQuery(sql);
      int rows = 0;
      while (result.next()) {
        rows++;
      }
      return rows;
    } catch (SQLException e) {
      assertThat(e.getSQLState().substring(0, 2)).isIn("22", "42");
      return -1;
    }
  }

  private static void execute(String sql) throws SQLException {
    try (var statement = warehouse.createStatement()) {
      statement.execute(sql);
    }
  }
}
