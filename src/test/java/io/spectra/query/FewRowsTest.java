package io.spectra.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spectra.OnStack;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.warehouse.TestWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries that are known to be small are answered in one round trip, and no differently. */
@OnStack
class FewRowsTest {
  private Queries queries;

  @BeforeEach
  void open() {
    queries = Queries.on(TestWarehouse.open());
  }

  @AfterEach
  void close() {
    queries.close();
  }

  @ParameterizedTest
  @DisplayName("R-014, R-017, R-019: both ways to the warehouse give the same answer")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT sale_id, region, amount, sold_at FROM sales WHERE sale_id = 7 | 10000",
        "SELECT sale_id FROM sales WHERE sale_id < 0 | 10000",
        "SELECT g, g AS g FROM generate_series(1, 100) g | 10000",
        "SELECT g FROM generate_series(1, 101) g | 10000",
        "SELECT g FROM generate_series(1, 20) g | 20",
        "SELECT g FROM generate_series(1, 20) g | 19",
        "SELECT '\\x00ff'::bytea AS b, NULL AS n | 10",
        "SELECT | 10",
      })
  void same(String sql, int limit) throws Exception {
    ObjectNode first = withoutIds(queries.answer(sql, limit, 60));
    for (int i = 0; i < 3; i++) {
      assertThat(withoutIds(queries.answer(sql, limit, 60))).isEqualTo(first);
    }
    assertThat(TestWarehouse.openTransactions()).isZero();
  }

  @Test
  @DisplayName("R-020: the warehouse's own id of each query comes with it")
  void queryId() throws Exception {
    String first = queries.answer("SELECT 1 AS x").at("/metadata/query_id").asText();
    String second = queries.answer("SELECT 1 AS x").at("/metadata/query_id").asText();
    assertThat(first).matches("[0-9]+");
    assertThat(second).matches("[0-9]+").isNotEqualTo(first);
  }

  @Test
  @DisplayName("R-019: what was small and grew is cut and counted as ever")
  void grown() throws Exception {
    JsonNode small = queries.answer("SELECT g FROM generate_series(1, 3) g", 50, 60);
    JsonNode grown = queries.answer("SELECT g FROM generate_series(1, 300) g", 50, 60);
    assertThat(small.at("/metadata/total_rows").asLong()).isEqualTo(3);
    assertThat(grown.path("data")).hasSize(50);
    assertThat(grown.at("/metadata/truncated").asBoolean()).isTrue();
    assertThat(grown.at("/metadata/total_rows").asLong()).isEqualTo(300);
  }

  @Test
  @DisplayName("R-015, R-016: an error says the same, and leaves the connection whole")
  void errors() throws Exception {
    queries.answer("SELECT 10 / 5 AS x");
    Failure division = failure("SELECT 10 / 0 AS x");
    assertThat(division.code()).isEqualTo(ErrorCode.INVALID_SQL);
    queries.answer("SELECT nextval FROM (SELECT 1 AS nextval) x");
    assertThat(TestWarehouse.openTransactions()).isZero();
    assertThat(queries.answer("SELECT 10 / 5 AS x").at("/data/0/x").asInt()).isEqualTo(2);
  }

  private Failure failure(String sql) {
    return catchThrowableOfType(Failure.class, () -> queries.answer(sql));
  }

  private static ObjectNode withoutIds(JsonNode answer) {
    ObjectNode copy = answer.deepCopy();
    ((ObjectNode) copy.path("metadata")).remove("query_id");
    ((ObjectNode) copy.path("metadata")).remove("execution_time_ms");
    return copy;
  }
}
